import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { createFrames, frameOf } from '../../core/hl7/frames.ts';
import { noCounts, type Gateway, type GatewaySetting } from '../gateway.ts';
import { answerFrame } from './deliver.ts';

export interface MllpOptions {
  readonly host: string;
  readonly port: number;
  /** Of the machine in whose name messages are stored: its source, practice and rights. */
  readonly token: string;
  /** A message may be so large. */
  readonly maximumBytes?: number;
  /** How long a message that has begun may take to come whole. */
  readonly patienceMs?: number;
}

export interface MllpServer extends Gateway {
  readonly port: number;
}

const usualMaximumBytes = 4 * 1024 * 1024;
const usualPatienceMs = 30_000;
const mostConnections = 200;

/**
 * Listens for HL7 messages. Each connection has its messages answered in their order; messages of different
 * connections share transactions. Resolves when it listens.
 */
export async function startMllp(
  setting: GatewaySetting,
  options: MllpOptions,
): Promise<MllpServer> {
  const counts = noCounts();
  const open = new Map<Conversation, Promise<void>>();
  // A peer that has said all may still wait for the answer.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const conversation: Conversation = { socket, counts, isBusy: false, isEnding: false };
    const done = converse(setting, options, conversation).finally(() => open.delete(conversation));
    open.set(conversation, done);
  });
  server.maxConnections = mostConnections;
  await listen(server, options);
  server.on('error', (error) => setting.log.error({ err: error }, 'HL7 listener failed'));
  const { port } = server.address() as AddressInfo;
  return {
    name: 'mllp',
    port,
    counts,
    get isReady() {
      return server.listening;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const conversation of open.keys()) endSoon(conversation);
      await Promise.allSettled(open.values());
      await closed;
    },
  };
}

/** What is being stored is still answered; nothing more is read. */
function endSoon(conversation: Conversation): void {
  conversation.isEnding = true;
  if (!conversation.isBusy) conversation.socket.destroy();
}

function listen(server: Server, { host, port }: MllpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

interface Conversation {
  readonly socket: Socket;
  readonly counts: ReturnType<typeof noCounts>;
  /** A message is being stored. */
  isBusy: boolean;
  isEnding: boolean;
}

/** Reads one connection to its end. The next piece is read when the messages of the last are answered. */
async function converse(
  setting: GatewaySetting,
  { token, maximumBytes = usualMaximumBytes, patienceMs = usualPatienceMs }: MllpOptions,
  conversation: Conversation,
): Promise<void> {
  const { socket, counts } = conversation;
  const frames = createFrames(maximumBytes);
  socket.on('timeout', () => {
    // Between messages a peer may be silent as long as it likes.
    if (frames.isOpen && !conversation.isBusy) socket.destroy();
  });
  try {
    const pieces = socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    for await (const piece of pieces) {
      for (const frame of frames.take(piece)) {
        if (conversation.isEnding) return;
        conversation.isBusy = true;
        const { bytes, outcome } = await answerFrame(setting, token, frame);
        conversation.isBusy = false;
        counts[outcome] += 1;
        if (socket.writable) socket.write(frameOf(bytes));
      }
      if (conversation.isEnding) return;
      socket.setTimeout(frames.isOpen ? patienceMs : 0);
    }
  } catch (error) {
    setting.log.debug({ err: error }, 'HL7 connection lost');
  } finally {
    counts.abandoned += frames.abandoned + (frames.isOpen ? 1 : 0);
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.end(() => socket.destroy());
  }
}
