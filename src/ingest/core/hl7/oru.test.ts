import { describe, expect, test } from 'vitest';

import { vitalSigns } from '../../../vitals/server/service.ts';
import { isRejection } from '../adapter.ts';
import { parseMessage } from './message.ts';
import { parseOru } from './oru.ts';
import { hl7, pressureMessage } from './testing.ts';

const vitals = vitalSigns();

function read(text: string) {
  const message = parseMessage(text);
  if (message === undefined) throw new Error('The message of this test cannot be read.');
  return parseOru(message, vitals);
}

/** What matters of an item, in one line each. */
function brief(text: string) {
  return read(text).map((item) => {
    if (isRejection(item)) return { code: item.code, field: item.field };
    const { measured, at, offset, device, references } = item;
    const { kind, values, componentUnits } = measured;
    return { kind, values, units: componentUnits, at, offset, device, references };
  });
}

const header = 'MSH|^~\\&|LAB|HOSP|ENLACE||20261120113000-0600||ORU^R01|42|P|2.5.1';

function order(...observations: string[]): string {
  return hl7(
    [header, 'PID|||77^^^HOSP', 'OBR|1||o-1|||| 20261120113000', ...observations].join('\n'),
  );
}

function valueOf(type: string, text: string) {
  const [item] = read(order(`OBX|1|${type}|29463-7^Weight^LN||${text}|kg|||||F`));
  return item === undefined || isRejection(item) ? item?.code : item.measured.values;
}

describe('a pressure by IHE PCD-01', () => {
  test('is one measurement with its pulse, its device and its time', () => {
    expect(brief(pressureMessage({ patient: '77^^^HOSP&2.16.840.1.113883.19.5&ISO^MR' }))).toEqual([
      {
        kind: 'blood-pressure',
        values: { systolic: 128, diastolic: 81, pulse: 68 },
        units: { systolic: 'mm[Hg]', diastolic: 'mm[Hg]', pulse: '/min' },
        at: '2026-11-20T11:30:00-0600',
        offset: '-0600',
        device: 'cuff-77',
        references: ['urn:oid:2.16.840.1.113883.19.5|77', 'HOSP|77'],
      },
    ]);
  });

  test('keeps its name when it is corrected in a message of its own', () => {
    const [first] = read(pressureMessage({ patient: '77' }));
    const [corrected] = read(pressureMessage({ patient: '77', control: 'c-2', state: 'C' }));
    expect(corrected).toMatchObject({ messageId: first?.messageId, revises: true });
    expect(read(pressureMessage({ patient: '77', state: 'W' }))[0]).toMatchObject({
      messageId: first?.messageId,
      withdrawn: true,
    });
  });

  test('that corrects something without a number is refused, not taken as one more', () => {
    const text = pressureMessage({ patient: '77', state: 'C' }).replace('|o-1^GATEWAY|', '||');
    expect(brief(text)).toEqual([{ code: 'field-invalid', field: 'OBR-3' }]);
  });
});

describe('what is no reading', () => {
  test.each(['X', 'I', 'S', 'O', 'N', 'U', ''])('a result whose state is "%s"', (state) => {
    expect(brief(pressureMessage({ patient: '77', state }))).toEqual([
      { code: 'status-not-final', field: 'OBX-11' },
    ]);
  });

  test.each(['INV', 'NAV', 'CALIB', 'TEST', 'DEMO'])('a result flagged %s', (flag) => {
    const line = `OBX|1|NM|59408-5^SpO2^LN||97|%^percent^UCUM||${flag}|||F`;
    expect(brief(order(line))).toEqual([{ code: 'status-not-final', field: 'OBX-11' }]);
  });

  test('a pressure without its diastolic value', () => {
    expect(
      brief(
        order(
          'OBX|1|NM|8480-6^Systolic^LN||128|mm[Hg]^^UCUM|||||F',
          'OBX|2|NM|8462-4^Dia^LN|||mm[Hg]|||||F',
        ),
      ),
    ).toEqual([{ code: 'value-absent', field: 'diastolic' }]);
  });

  test('an order of which nothing is a vital sign', () => {
    expect(brief(order('OBX|1|NM|2951-2^Sodium^LN||140|mmol/L|||||F'))).toEqual([
      { code: 'resource-unsupported', field: 'OBX-3' },
    ]);
  });

  test('a message without any order', () => {
    expect(brief(hl7(header))).toEqual([{ code: 'resource-unsupported', field: 'OBR' }]);
  });

  test.each([
    ['2026112011', 'an hour alone', { at: '2026-11-20' }],
    ['20261120', 'a day', { at: '2026-11-20' }],
    ['20261120 1130', 'with a blank', { code: 'time-invalid' }],
  ])('time %s: %s', (time, _name, expected) => {
    expect(brief(order(`OBX|1|NM|8867-4^HR^LN||70|/min|||||F|||${time}`))[0]).toMatchObject(
      expected,
    );
  });
});

describe('an order of a hospital in LOINC', () => {
  test('gives one measurement for each vital sign and each repetition', () => {
    const found = brief(
      order(
        'OBX|1|NM|8480-6^Systolic^LN||128|mm[Hg]^mmHg^UCUM|||||F',
        'OBX|2|NM|8462-4^Diastolic^LN||81|mm[Hg]^mmHg^UCUM|||||F',
        'OBX|3|NM|8480-6^Systolic^LN||131|mm[Hg]^mmHg^UCUM|||||F',
        'OBX|4|NM|8462-4^Diastolic^LN||84|mm[Hg]^mmHg^UCUM|||||F',
        'OBX|5|ST|8310-5^Temperature^LN||98.6|[degF]|||||F',
        'OBX|6|SN|2339-0^Glucose^LN||>^600|mg/dL|||||F',
        'OBX|7|NM|9999^own code^L||5|kg|||||F',
      ),
    );
    expect(found.map(({ kind, values }) => [kind, values])).toEqual([
      ['blood-pressure', { systolic: 128, diastolic: 81 }],
      ['blood-pressure', { systolic: 131, diastolic: 84 }],
      ['temperature', { value: 98.6 }],
      ['glucose', { value: 'HI' }],
    ]);
  });

  test('names repetitions apart, each the same when it is sent again', () => {
    const text = order(
      'OBX|1|NM|8867-4^HR^LN||70|/min|||||F',
      'OBX|2|NM|8867-4^HR^LN||72|/min|||||F',
    );
    const names = read(text).map(({ messageId }) => messageId);
    expect(new Set(names).size).toBe(2);
    expect(read(text.replace('|42|', '|43|')).map(({ messageId }) => messageId)).toEqual(names);
  });

  test('reads a number in other forms as it stands and never guesses it', () => {
    expect([
      valueOf('NM', '1,820'),
      valueOf('NM', '+81.50'),
      valueOf('SN', '^80^-^82'),
      valueOf('ED', 'x'),
    ]).toEqual([{ value: '1,820' }, { value: 81.5 }, 'values-invalid', 'values-invalid']);
  });

  test('says that the device calls a number questionable', () => {
    const [item] = read(order('OBX|1|NM|8867-4^HR^LN||70|/min||QUES|||F'));
    expect(item).toMatchObject({ measured: { context: { quality: 'questionable' } } });
  });

  test('has readings of several patients, each with its own', () => {
    const text =
      order('OBX|1|NM|8867-4^HR^LN||70|/min|||||F') +
      hl7('PID|||88~89^^^X\nOBR|2||o-2\nOBX|1|NM|8867-4^HR^LN||71|/min|||||F');
    expect(brief(text).map(({ references }) => references)).toEqual([['HOSP|77'], ['88', 'X|89']]);
  });
});
