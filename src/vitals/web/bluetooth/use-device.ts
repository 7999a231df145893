import { useEffect, useRef, useState } from 'react';

import type { GattReading, GattRefusal, GattResult } from '../../core/gatt/measurement.ts';
import { openLink, type LinkedDevice, type LinkFailure } from './device-link.ts';
import { browserBluetooth } from './web-bluetooth.ts';

/** Where reading from a device stands. */
export type DeviceState =
  | { readonly step: 'idle' }
  | { readonly step: 'choosing' }
  | { readonly step: 'connecting'; readonly device: LinkedDevice }
  | { readonly step: 'waiting'; readonly device: LinkedDevice; readonly refused?: GattRefusal }
  | { readonly step: 'measured'; readonly device: LinkedDevice; readonly readings: Queue }
  | { readonly step: 'failed'; readonly reason: LinkFailure };

/** Measurements that nobody has confirmed or left out yet, the oldest first. */
type Queue = readonly [GattReading, ...GattReading[]];

interface DeviceReader {
  readonly state: DeviceState;
  readonly start: () => void;
  readonly stop: () => void;
  /** Done with the first measurement: sent, or left out. */
  readonly next: () => void;
}

/** Reads measurements of one device at a time; the link ends with the screen. */
export function useDevice(): DeviceReader {
  const supported = browserBluetooth() !== undefined;
  const [state, setState] = useState<DeviceState>(
    supported ? { step: 'idle' } : { step: 'failed', reason: 'not-supported' },
  );
  const close = useRef<() => void>(undefined);
  useEffect(() => () => close.current?.(), []);
  return {
    state,
    start: () => {
      close.current?.();
      setState({ step: 'choosing' });
      close.current = openLink(browserBluetooth(), {
        connecting: (device) => setState({ step: 'connecting', device }),
        waiting: (device) => setState({ step: 'waiting', device }),
        measured: (device, result) => setState((before) => add(before, device, result)),
        failed: (reason) => setState((before) => afterFailure(before, reason)),
      });
    },
    stop: () => {
      close.current?.();
      setState({ step: 'idle' });
    },
    next: () => setState(withoutFirst),
  };
}

function add(before: DeviceState, device: LinkedDevice, result: GattResult): DeviceState {
  if (result.status === 'not-a-reading') {
    // What is on screen to be confirmed is not taken away by what is none.
    return before.step === 'measured'
      ? before
      : { step: 'waiting', device, refused: result.reason };
  }
  if (before.step !== 'measured') return { step: 'measured', device, readings: [result] };
  const [first, ...rest] = before.readings;
  // A pulse meter sends one each second: the newest takes the place of the one before.
  if (result.kind === 'heart-rate') {
    return { ...before, readings: first.kind === 'heart-rate' ? [result] : before.readings };
  }
  return { ...before, readings: [first, ...rest, result] };
}

/** Devices switch themselves off once they have sent: what they sent stays on screen. */
function afterFailure(before: DeviceState, reason: LinkFailure): DeviceState {
  return before.step === 'measured' ? before : { step: 'failed', reason };
}

function withoutFirst(before: DeviceState): DeviceState {
  if (before.step !== 'measured') return before;
  const [, next, ...rest] = before.readings;
  return next === undefined ? { step: 'idle' } : { ...before, readings: [next, ...rest] };
}
