import { connect, type Socket } from 'node:net';

/**
 * A load generator that costs little: it shares the machine with what it measures. Requests are
 * written as bytes made beforehand, one at a time per connection, answers are only scanned.
 */
export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  /** The next request as bytes; undefined when there are no more. */
  readonly next: () => Buffer | undefined;
  /** Looks at the body of an answer; throws when it is not what it should be. */
  readonly check: (status: number, body: Buffer) => void;
  /** Requests begin at this rate over all connections; absent: as fast as they are answered. */
  readonly perSecond?: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** From when a request should have begun to its answer, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Sends every request and waits for all answers. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  const began = performance.now();
  let begun = 0;
  const interval = options.perSecond === undefined ? 0 : 1_000 / options.perSecond;
  async function worker(): Promise<void> {
    const socket = await openConnection(options.port);
    for (;;) {
      const request = options.next();
      if (request === undefined) break;
      const due = began + begun * interval;
      begun += 1;
      const ahead = interval === 0 ? 0 : due - performance.now();
      if (ahead > 0) await sleep(ahead);
      const since = interval === 0 ? performance.now() : due;
      const { status, body } = await exchange(socket, request);
      latencies.push(performance.now() - since);
      options.check(status, body);
    }
    socket.destroy();
  }
  await Promise.all(Array.from({ length: options.connections }, worker));
  return { requests: begun, seconds: (performance.now() - began) / 1_000, latencies };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A connection that is kept, as browsers and senders keep theirs. */
export function openConnection(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

const headEnd = Buffer.from('\r\n\r\n');

/** One request and its answer. */
export function exchange(socket: Socket, request: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (answer === undefined) return;
      socket.off('data', onData);
      socket.off('close', onClose);
      resolve(answer);
    };
    const onClose = () => reject(new Error('The server closed the connection.'));
    socket.on('data', onData);
    socket.once('close', onClose);
    socket.write(request);
  });
}

function readAnswer(received: Buffer): Answer | undefined {
  const end = received.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) throw new Error('An answer without length.');
  const body = received.subarray(end + 4);
  return body.length < length ? undefined : { status: Number(head.slice(9, 12)), body };
}

/** A POST as bytes. */
export function post(path: string, secret: string, body: string): Buffer {
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${secret}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
  );
}
