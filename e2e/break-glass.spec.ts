import { expect } from '@playwright/test';

import { demoStaff } from '../src/app/demo/people.ts';
import { expectAccessible } from './support/browser-accessibility.ts';
import { enterAs, journey, patientOf } from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';

/** The restricted record of the demonstration. */
const patient = 'DEMO-0043';
const reason = 'Dolor de pecho al teléfono; hay que ver sus medicinas.';

journey(
  'a restricted record opens in an emergency, and the privacy officer judges it',
  async ({ page, browser, installation, language }, { project }) => {
    journey.slow();
    const { access, privacy } = wordsOf(language);
    await enterAs(page, 'care-provider', language);
    const { id, name } = await patientOf(page, patient);
    await page.goto(`/patients/${id}`);
    const notice = page.getByRole('alert', { name: access('breakGlass.title') });
    await expect(notice).toBeVisible();
    await expect(page.getByRole('heading', { name })).toHaveCount(0);
    await expectAccessible(page);
    await page.getByLabel(access('breakGlass.reason')).fill(reason);
    await page.getByRole('button', { name: access('breakGlass.open') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expectAccessible(page);

    const second = await browser.newContext({ ...project.use, baseURL: installation.url });
    const officer = await second.newPage();
    await enterAs(officer, 'privacy-officer', language);
    await officer.goto('/emergency-access');
    const provider = demoStaff.find((one) => one.key === 'care-provider');
    const emergency = officer.getByRole('article').filter({ hasText: provider?.displayName ?? '' });
    await expect(emergency).toContainText(reason);
    await expect(emergency).toContainText(name);
    await expectAccessible(officer);
    await emergency.getByRole('link', { name: privacy('reviews.whatTheyDid') }).click();
    await expect(officer.getByRole('heading', { level: 1 })).toHaveText(privacy('whoSaw.title'));
    await expect(officer.getByRole('heading', { level: 2, name })).toBeVisible();
    const seen = officer.getByRole('row').filter({ hasText: privacy('whoSaw.emergency') });
    await expect(seen.filter({ hasText: provider?.displayName ?? '' }).first()).toBeVisible();
    await expectAccessible(officer);
    await officer.goBack();
    await emergency.getByRole('button', { name: privacy('reviews.judge'), exact: true }).click();
    await officer.getByLabel(privacy('reviews.note')).fill('Era necesario.');
    await officer.getByRole('button', { name: privacy('reviews.send') }).click();
    await expect(officer.getByText(privacy('reviews.none'))).toBeVisible();
    await second.close();
  },
);
