import { expect, test } from 'vitest';

import { createFrames, frameOf } from './frames.ts';

function read(pieces: readonly Uint8Array[], maximumBytes = 100) {
  const frames = createFrames(maximumBytes);
  const found = pieces.flatMap((piece) => frames.take(piece));
  const texts = found.map(({ kind, bytes }) => [kind, Buffer.from(bytes).toString('latin1')]);
  return { texts, isOpen: frames.isOpen, abandoned: frames.abandoned };
}

const two = Buffer.concat([frameOf(Buffer.from('MSH|one')), frameOf(Buffer.from('MSH|two'))]);
const both = [
  ['message', 'MSH|one'],
  ['message', 'MSH|two'],
];

test('several messages of one packet are found', () => {
  expect(read([two])).toEqual({ texts: both, isOpen: false, abandoned: 0 });
});

test('messages are found wherever their packets are cut', () => {
  for (let cut = 0; cut <= two.length; cut += 1) {
    expect(read([two.subarray(0, cut), two.subarray(cut)]).texts).toEqual(both);
  }
  expect(read([...two].map((byte) => Uint8Array.of(byte))).texts).toEqual(both);
});

test('what stands between messages is passed over', () => {
  const noise = Buffer.from('\r\nhello\x1c\r');
  expect(read([noise, two, noise]).texts).toEqual(both);
});

test('an end block inside a message belongs to it', () => {
  expect(read([frameOf(Buffer.from('a\x1cb\x1c\x1cc'))]).texts).toEqual([
    ['message', 'a\x1cb\x1c\x1cc'],
  ]);
});

test('a message that is too large is passed over to its end, and its beginning kept', () => {
  const large = frameOf(Buffer.from(`MSH|large${'x'.repeat(500)}`));
  const { texts, isOpen } = read([large.subarray(0, 90), large.subarray(90), two]);
  expect(texts.slice(1)).toEqual(both);
  expect([texts[0]?.[0], texts[0]?.[1]?.startsWith('MSH|large'), isOpen]).toEqual([
    'too-large',
    true,
    false,
  ]);
});

test('memory stays small however large a message becomes', () => {
  const frames = createFrames(100);
  frames.take(Buffer.from('\x0bMSH|'));
  for (let count = 0; count < 1_000; count += 1) frames.take(Buffer.alloc(100, 'x'));
  const [found] = frames.take(Buffer.from('\x1c\r'));
  expect(found?.kind).toBe('too-large');
  expect(found?.bytes.length).toBeLessThan(300);
});

test('a message without an end is dropped when the next one begins', () => {
  expect(read([Buffer.from('\x0bMSH|lost'), two])).toEqual({
    texts: both,
    isOpen: false,
    abandoned: 1,
  });
});

test('a message is open until it has ended', () => {
  expect(read([two.subarray(0, 5)])).toEqual({ texts: [], isOpen: true, abandoned: 0 });
});
