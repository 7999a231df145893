import { expect } from '@playwright/test';

import { expectAccessible } from './support/browser-accessibility.ts';
import {
  enterAs,
  journey,
  openLive,
  patientOf,
  rowOf,
  sendReading,
} from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';

/** Heart failure; weighs well below what is sent. */
const patient = 'DEMO-0033';

journey(
  'a held weight that is released goes into the chart and is judged',
  async ({ page, installation, language }) => {
    journey.slow();
    const { quarantine } = wordsOf(language);
    await enterAs(page, 'care-provider', language);
    const { name } = await patientOf(page, patient);
    await openLive(page, '/quarantine');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(quarantine('title'));
    const weight = { patient, kind: 'weight', values: { value: 160 }, unit: 'kg' } as const;
    expect(await sendReading(installation, weight)).toBe('quarantined');
    await expect(rowOf(page, name)).toContainText('160');
    await expectAccessible(page);
    await rowOf(page, name).click();
    await expect(page.getByRole('heading', { name: quarantine('recent.title') })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: quarantine('decide.release'), exact: true }).click();
    await page.getByLabel(quarantine('decide.why')).fill('Se pesó dos veces en la clínica.');
    await expectAccessible(page);
    await page.getByRole('button', { name: quarantine('decide.release'), exact: true }).click();

    const changed = page.getByRole('status').filter({ hasText: quarantine('changed.title') });
    await expect(changed.getByRole('table')).toContainText('160');
    await expect(changed.getByRole('listitem').first()).toContainText(quarantine('changed.opened'));
    await expect(page.getByText(quarantine('decision.released')).first()).toBeVisible();
    await expectAccessible(page);
    await page.goto('/lists/triage');
    await expect(rowOf(page, name)).toHaveCount(1);
  },
);
