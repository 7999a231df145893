import { describe, expect, test } from 'vitest';

import { answerMessage, refusalOf, refuseMessage } from './acknowledgement.ts';
import { decodeMessage, encodeMessage } from './charset.ts';
import { componentsOf, parseMessage, repetitionsOf, textAt, type Message } from './message.ts';
import { hl7 } from './testing.ts';
import { offsetOf, readHl7Time, writeHl7Time } from './time.ts';

function parse(text: string): Message {
  const message = parseMessage(text);
  if (message === undefined) throw new Error('The message of this test cannot be read.');
  return message;
}

function fieldOf(text: string) {
  const message = parse(`MSH|^~\\&|${text}\r`);
  return repetitionsOf(message, message.header, 3).map((one) => componentsOf(message, one));
}

describe('a field', () => {
  test.each([
    ['a^b~c', [['a', 'b'], ['c']]],
    ['caf\\X C3A9\\', [['caf']]],
    ['caf\\XC3A9\\', [['café']]],
    ['caf\\XE9\\', [['café']]],
    ['1\\F\\2\\S\\3\\T\\4\\R\\5\\E\\6', [['1|2^3&4~5\\6']]],
    ['one\\.br\\two\\H\\bold\\N\\', [['one\ntwobold']]],
    ['C:\\temp', [['C:\\temp']]],
    ['""', [['']]],
    ['', []],
  ])('%s', (text, expected) => expect(fieldOf(text)).toEqual(expected));
});

describe('a message', () => {
  test('says itself what divides it', () => {
    const message = parse('MSH#*!?%#APP*1!APP2\rPID###7\n');
    expect(textAt(message, message.header, 3, 2)).toBe('1');
    expect(message.segments.map(({ name }) => name)).toEqual(['MSH', 'PID']);
  });

  test.each(['', 'PID|1', 'MSH', 'MSH|', 'MSH|||', 'MSH|^^\\&|', 'MSHA^~\\&A', 'FHS|^~\\&|'])(
    'does not begin with "%s"',
    (text) => expect(parseMessage(text)).toBeUndefined(),
  );

  test.each([
    ['MSH|^~\\&|A||||20261120||ORU^R01|1|P|2.6', undefined],
    ['MSH|^~\\&|A||||20261120||ORU^R01||P|2.6', 'control-id-missing'],
    ['MSH|^~\\&|A||||20261120||ADT^A01|1|P|2.6', 'type-unsupported'],
    ['MSH|^~\\&|A||||20261120||ORU^R30|1|P|2.6', 'event-unsupported'],
    ['MSH|^~\\&|A||||20261120||ORU^R01|1|T|2.6', 'processing-unsupported'],
    ['MSH|^~\\&|A||||20261120||ORU^R01|1||2.6', 'processing-unsupported'],
  ])('%s', (text, expected) => expect(refusalOf(parse(text))).toBe(expected));
});

function bytesOf(name: string, encoding: BufferEncoding): Buffer {
  return Buffer.from(`MSH|^~\\&|CLÍNICA||||||ORU^R01|1|P|2.6||||||${name}\r`, encoding);
}

describe('the character set', () => {
  test.each([
    ['UNICODE UTF-8', 'utf8', 'utf-8', true],
    ['8859/1', 'latin1', 'latin-1', true],
    ['8859/1~UNICODE UTF-8', 'latin1', 'latin-1', true],
    ['', 'utf8', 'utf-8', true],
    ['', 'latin1', 'latin-1', true],
    ['UNICODE UTF-8', 'latin1', undefined, false],
    ['ISO IR87', 'utf8', undefined, false],
  ] as const)('%s written in %s', (name, encoding, charset, isRead) => {
    const decoded = decodeMessage(bytesOf(name, encoding));
    expect(decoded?.charset).toBe(charset);
    expect(decoded?.text.includes('CLÍNICA') ?? false).toBe(isRead);
  });

  test('of the answer is that of the message', () => {
    const written = (['ascii', 'latin-1', 'utf-8'] as const).map((charset) =>
      Buffer.from(encodeMessage('presión → ñ', charset)).toString('latin1'),
    );
    expect(written).toEqual([
      'presion ? n',
      'presión ? ñ',
      Buffer.from('presión → ñ').toString('latin1'),
    ]);
  });
});

describe('a time', () => {
  test.each([
    ['20261120113000-0600', { iso: '2026-11-20T11:30:00-0600' }],
    ['202611201130', { iso: '2026-11-20T11:30:00' }],
    ['20261120113000.1234+0530', { iso: '2026-11-20T11:30:00.1234+0530' }],
    ['2026112011-0600', { iso: '2026-11-20' }],
    ['2026', { iso: '2026' }],
    ['', 'none'],
    ['2026-11-20', 'invalid'],
    ['11/20/2026', 'invalid'],
  ])('%s', (text, expected) => expect(readHl7Time(text)).toEqual(expected));

  test('of the message tells the zone of all that have none', () => {
    expect([offsetOf('20261120113000-0600'), offsetOf('20261120113000')]).toEqual([
      '-0600',
      undefined,
    ]);
  });

  test('is written in UTC', () => {
    expect(writeHl7Time(new Date('2026-11-20T17:30:05.123Z'))).toBe('20261120173005+0000');
  });
});

describe('the answer', () => {
  const message = parse(
    hl7('MSH|^~\\&|GATEWAY^1|HOSP|ENLACE|PLACE|20261120||ORU^R01|c|d\\T\\7|P|2.5.1'),
  );
  const received = parse(
    hl7('MSH|^~\\&|GATEWAY^1|HOSP|ENLACE|PLACE|20261120||ORU^R01|c\\T\\7|P|2.5.1||||||8859/1'),
  );
  const answered = { message: received, now: new Date('2026-11-20T17:30:05Z'), controlId: 'a1' };

  test('goes back to where the message came from, with its own number as it was written', () => {
    expect(answerMessage(answered, [{ index: 0, status: 'accepted' }])).toBe(
      hl7(`MSH|^~\\&|ENLACE|PLACE|GATEWAY^1|HOSP|20261120173005+0000||ACK^R01^ACK|a1|P|2.5.1||||||8859/1
        MSA|AA|c\\T\\7`),
    );
    expect(textAt(message, message.header, 10)).toBe('c');
  });

  test('tells of each item why it was not taken', () => {
    const said = answerMessage(answered, [
      { index: 0, status: 'accepted' },
      { index: 1, status: 'quarantined', code: 'patient-unknown' },
      { index: 2, status: 'rejected', code: 'unit-missing' },
    ]).split('\r');
    expect(said[1]).toBe('MSA|AA|c\\T\\7');
    expect(said.slice(2, 4).map((line) => line.split('|').slice(3, 7))).toEqual([
      ['204^^HL70357', 'W', 'patient-unknown^^L', '2'],
      ['101^^HL70357', 'W', 'unit-missing^^L', '3'],
    ]);
  });

  test('is an error when nothing was taken, and an acceptance when all was there before', () => {
    const outcome = { index: 0, code: 'unit-missing' } as const;
    const said = (['rejected', 'duplicate'] as const).map(
      (status) => answerMessage(answered, [{ ...outcome, status }]).split('\r')[1],
    );
    expect(said).toEqual(['MSA|AE|c\\T\\7', 'MSA|AA|c\\T\\7']);
  });

  test('is a rejection, even of something that is no message', () => {
    const said = refuseMessage({ ...answered, message: undefined }, 'unreadable').split('\r');
    expect([said[1], said[2]?.split('|').slice(3, 6)]).toEqual([
      'MSA|AR|',
      ['100^^HL70357', 'E', 'unreadable^^L'],
    ]);
  });
});
