import { expect } from '@playwright/test';

import { expectAccessible } from './support/browser-accessibility.ts';
import {
  enterAs,
  journey,
  openLive,
  part,
  patientOf,
  rowOf,
  sendReading,
} from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';

const patient = 'DEMO-0018';
const glucose = (value: number) =>
  ({ patient, kind: 'glucose', values: { value }, unit: 'mg/dL' }) as const;

journey(
  'a snoozed high glucose comes back at once when a low one arrives',
  async ({ page, installation, language }) => {
    journey.slow();
    const { work, card } = wordsOf(language);
    await enterAs(page, 'care-provider', language);
    const { name } = await patientOf(page, patient);
    await openLive(page, '/lists/triage');
    await expect(rowOf(page, name)).toHaveCount(0);
    expect(await sendReading(installation, glucose(320))).toBe('accepted');
    await rowOf(page, name).click();
    await page.getByRole('button', { name: work('actions.take'), exact: true }).click();
    await page.getByRole('button', { name: work('actions.snooze'), exact: true }).click();
    await page.getByLabel(work('form.snoozeReason')).fill('Se inyectó hace diez minutos');
    await page
      .getByRole('button', { name: work('form.quick.minutes', { count: 30 }), exact: true })
      .click();
    await expectAccessible(page);
    await page
      .locator('form')
      .getByRole('button', { name: work('actions.snooze'), exact: true })
      .click();
    await expect(page.getByText(work('actions.done.snooze'))).toBeVisible();

    await openLive(page, '/lists/triage');
    await expect(page.getByRole('listitem').first()).toBeVisible();
    await expect(rowOf(page, name)).toHaveCount(0);
    expect(await sendReading(installation, glucose(48))).toBe('accepted');
    await expect(rowOf(page, name)).toContainText('48');
    const critical = `${work('priority.name', { priority: 1 })} ${work('priority.p1')}`;
    await expect(rowOf(page, name).getByRole('img', { name: critical })).toBeVisible();
    await rowOf(page, name).click();
    await expect(part(page, card('wrong.heading'))).toContainText('48');
    await expectAccessible(page);
  },
);
