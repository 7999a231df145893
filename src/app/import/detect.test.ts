import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { detect, UnreadableFile } from './detect.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function summary(file: Uint8Array): unknown[] {
  const found = detect(file);
  if (found.format === 'csv') return ['csv', found.text];
  return [found.format, found.records.map(({ row }) => row), found.broken];
}

test.each([
  ['one resource', '{"resourceType":"Patient"}', ['fhir', [1], []]],
  [
    'a list of resources',
    '[{"resourceType":"Patient"},{"resourceType":"Condition"}]',
    ['fhir', [1, 2], []],
  ],
  [
    'a Bundle',
    '{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient"}},{}]}',
    ['fhir', [1, 2], []],
  ],
  ['an empty Bundle', '{"resourceType":"Bundle","type":"collection"}', ['nightscout', [], []]],
  [
    'a resource per line',
    '{"resourceType":"Patient"}\n\n{"resourceType":"Patient"}\r\n',
    ['fhir', [1, 3], []],
  ],
  [
    'lines of which one was cut off',
    '{"resourceType":"Patient"}\n{"resourceTy\n{"resourceType":"Patient"}',
    ['fhir', [1, 3], [2]],
  ],
  ['entries of Nightscout', ' [{"type":"sgv","sgv":121,"date":1}]', ['nightscout', [1], []]],
  ['own readings', '[{"kind":"weight","values":80}]', ['readings', [1], []]],
  ['a table', 'a,b\n1,2', ['csv', 'a,b\n1,2']],
  [
    'JSON that is nested too deeply',
    `${'['.repeat(1_000)}${']'.repeat(1_000)}`,
    ['nightscout', [], [1]],
  ],
])('knows %s by its content', (_name, text, expected) => {
  expect(summary(bytes(text))).toEqual(expected);
  expect(summary(gzipSync(text))).toEqual(expected);
});

test('reads tables of spreadsheets, whatever their encoding', () => {
  const text = 'Presión,Año\n1,2';
  const files = [
    bytes(`\uFEFF${text}`),
    new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')),
    new Uint8Array(Buffer.from(text, 'latin1')),
  ];
  expect(files.map(summary)).toEqual([
    ['csv', text],
    ['csv', text],
    ['csv', text],
  ]);
});

const packed = gzipSync('a,b\n1,2');
test.each([
  ['nothing', bytes('')],
  ['only blanks', bytes(' \r\n')],
  ['nothing, packed', gzipSync('')],
  ['gzip that was cut off', packed.subarray(0, 14)],
  ['what only begins like gzip', new Uint8Array([0x1f, 0x8b, 1, 2, 3])],
])('refuses %s', (_name, file) => {
  expect(() => detect(file)).toThrow(UnreadableFile);
});
