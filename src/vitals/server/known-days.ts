import type { DayBits } from '../core/days.ts';

interface Bits {
  all: number;
  device: number;
}

interface KnownOfOrganization {
  /** Days taken back since then make all of it doubtful. */
  readonly epoch: number;
  readonly patients: Map<string, Map<string, Bits>>;
  entries: number;
}

/** Patient, month and kind; beyond it everything is looked up anew. */
const maximumEntries = 300_000;

const known = new Map<string, KnownOfOrganization>();

/**
 * The days that are not known to be stored already: most readings fall on a day that has one, and
 * asking the database for each costs as much as a look-up. `epoch` is that of the transaction.
 */
export function daysToAdd(
  organizationId: string,
  epoch: number,
  days: readonly DayBits[],
): readonly DayBits[] {
  const own = known.get(organizationId);
  if (own === undefined || own.epoch !== epoch) return days;
  return days.filter(({ patientId, month, kind, allDays, deviceDays }) => {
    const bits = own.patients.get(patientId)?.get(`${month} ${kind}`);
    if (bits === undefined) return true;
    return (bits.all & allDays) !== allDays || (bits.device & deviceDays) !== deviceDays;
  });
}

/** Remembers days that are committed. */
export function rememberDays(
  organizationId: string,
  epoch: number,
  days: readonly DayBits[],
): void {
  let own = known.get(organizationId);
  if (own === undefined || own.epoch !== epoch || own.entries > maximumEntries) {
    // An older transaction that ends late must not bring back what was forgotten.
    if (own !== undefined && own.epoch > epoch) return;
    own = { epoch, patients: new Map(), entries: 0 };
    known.set(organizationId, own);
  }
  for (const { patientId, month, kind, allDays, deviceDays } of days) {
    let months = own.patients.get(patientId);
    if (months === undefined) {
      months = new Map<string, Bits>();
      own.patients.set(patientId, months);
    }
    const bits = months.get(`${month} ${kind}`);
    if (bits === undefined) {
      months.set(`${month} ${kind}`, { all: allDays, device: deviceDays });
      own.entries += 1;
    } else {
      bits.all |= allDays;
      bits.device |= deviceDays;
    }
  }
}
