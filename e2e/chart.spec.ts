import { expect } from '@playwright/test';

import { nameWords } from '../src/people/core/name.ts';
import { expectAccessible } from './support/browser-accessibility.ts';
import { enterAs, journey, patientOf } from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';

/** High blood pressure and no story of its own. */
const patient = 'DEMO-0011';

const veryHigh = {
  en: 'Very high pressure: 192/114 mmHg (unconfirmed)',
  es: 'Presión muy alta: 192/114 mmHg (sin confirmar)',
};
const systolic = { en: 'Systolic', es: 'Sistólica' };
const diastolic = { en: 'Diastolic', es: 'Diastólica' };

journey(
  'a chart is found without accents and tells why a reading entered by hand is an alert',
  async ({ page, language }) => {
    journey.slow();
    const { people, entry, vitals, monitoring, monitoringCodes, say } = wordsOf(language);
    await enterAs(page, 'care-manager', language);
    const { name } = await patientOf(page, patient);
    await page.goto('/patients');
    const search = page.getByLabel(people('search.label'));
    await search.fill(nameWords(name).toReversed().join(' '));
    await expect(page.getByRole('status').first()).toHaveText(people('search.found', { count: 1 }));
    await expectAccessible(page);
    await search.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expect(page.getByRole('tablist')).toBeVisible();
    await expectAccessible(page);

    await page.keyboard.press('r');
    const form = page.getByRole('dialog');
    await form.getByLabel(say(systolic), { exact: true }).fill('192');
    await form.getByLabel(say(diastolic), { exact: true }).fill('114');
    await form.getByRole('button', { name: entry('save'), exact: true }).click();
    const saved = entry('result.accepted', { reading: '192/114 mmHg' });
    await expect(form.getByRole('status')).toContainText(saved);
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await expect(page.getByText(say(veryHigh), { exact: true }).first()).toBeVisible();
    await page
      .getByRole('button', { name: monitoring('alerts.why') })
      .first()
      .click();
    await expect(page.getByText(monitoringCodes('replay.same')).first()).toBeVisible();
    await expectAccessible(page);

    await page.keyboard.press('2');
    await expect(page.getByRole('img', { name: '192/114 mmHg' })).toBeVisible();
    await page
      .getByRole('button', {
        name: new RegExp(`^${vitals('table.show', { count: 0 }).slice(0, 8)}`),
      })
      .click();
    await expect(page.getByRole('row').filter({ hasText: '192/114 mmHg' })).toHaveCount(1);
    await expectAccessible(page);
  },
);

journey(
  'a limit of one patient takes the place of the protocol, with author and reason',
  async ({ page, language }) => {
    journey.slow();
    const { monitoring } = wordsOf(language);
    await enterAs(page, 'care-manager', language);
    const { id } = await patientOf(page, 'DEMO-0013');
    await page.goto(`/patients/${id}?section=alerts`);
    const suggestion = page.getByRole('button', {
      name: new RegExp(`^${monitoring('limits.suggestion', { limit: '≥' })}`),
    });
    const [figure = ''] = /\d+/.exec((await suggestion.first().textContent()) ?? '') ?? [];
    await suggestion.first().click();
    await expect(page.getByLabel(monitoring('limits.value'), { exact: true })).toHaveValue(figure);
    await expect(page.getByText(monitoring('limits.own'))).toHaveCount(0);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: monitoring('limits.set'), exact: true })
      .first()
      .click();
    await page.getByLabel(monitoring('limits.value'), { exact: true }).fill('170');
    await page
      .getByLabel(monitoring('limits.reason'), { exact: true })
      .fill('Dra. Elderbrook, por su edad');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText(monitoring('limits.own'))).toBeVisible();
    await expect(page.getByText('≥ 170 mmHg', { exact: true })).toBeVisible();
    await expect(
      page.getByText(monitoring('limits.standard', { standard: '≥ 180 mmHg' })),
    ).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: monitoring('limits.history', { count: 1 }) }).click();
    await expect(page.getByRole('row').filter({ hasText: 'Isabel Fuenteclara' })).toHaveCount(1);
    await expectAccessible(page);
  },
);
