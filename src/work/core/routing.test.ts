import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import { routeNow } from './change.ts';
import type { Priority } from './finding.ts';
import type { PersonOnDuty } from './routing.ts';
import { settingAt } from './testing.ts';

const rows = readTruthTable('queues/routing.csv', [
  'kind',
  'priority',
  'language',
  'skill',
  'onDuty',
  'hours',
  'queue',
  'gap',
]);

const list = (text: string) => text.split('+').filter((part) => part !== '');

function peopleOf(cell: string): readonly PersonOnDuty[] {
  if (cell === '-') return [];
  return cell.split(';').map((one, index) => {
    const [role = '', languages = '', skills = ''] = one.split(':');
    return {
      userId: `person-${index}`,
      roles: [role],
      languages: list(languages),
      skills: list(skills),
    };
  });
}

test('has every row of its truth table', () => {
  expect(rows.length).toBe(29);
});

test.each(rows)('$kind P$priority in $language ($skill), $onDuty, $hours: $queue', (row) => {
  const now = row.hours === 'open' ? '2026-11-18T10:00-05:00' : '2026-11-18T22:00-05:00';
  const setting = settingAt(now, { onDuty: peopleOf(row.onDuty) });
  const { kind, language } = row;
  const work = { kind, language, skill: row.skill === '' ? null : row.skill };
  expect(routeNow(setting, work, Number(row.priority) as Priority)).toEqual({
    queue: row.queue,
    languageGap: row.gap === 'yes',
  });
});
