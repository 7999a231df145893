import { expect, type Browser, type Locator, type Page } from '@playwright/test';

import { expectAccessible, expectFitsPhone } from './support/browser-accessibility.ts';
import { enterAs, journey, patientOf } from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';
import { deliverTenovi, tenoviPressure, type VendorAccess } from './support/vendor.ts';
import type { Language } from '../src/platform/core/text.ts';

const pressure = { en: 'Blood pressure', es: 'Presión arterial' };
const lowBattery = {
  en: 'Device battery: The battery of a device is low.',
  es: 'Batería del dispositivo: Un dispositivo tiene la batería baja.',
};

/** A vendor that an administrator let in. */
async function addVendor(browser: Browser, url: string): Promise<VendorAccess> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await enterAs(page, 'administrator', 'en');
  const made = await page.request.post('/api/sources', {
    data: { vendor: 'tenovi', label: 'Tenovi devices', authentication: 'signature' },
  });
  const { path, secret } = (await made.json()) as { path: string; secret: string };
  await context.close();
  return { address: `${url}${path}`, secret };
}

/** Opens a step of a device, answers what it asks, and sends it. */
async function takeStep(
  page: Page,
  card: Locator,
  language: Language,
  step: 'shipped' | 'paired' | 'swapped' | 'returned' | 'lost',
  answers: Readonly<Record<string, string>>,
): Promise<void> {
  const { vitals } = wordsOf(language);
  const name = vitals(`devices.steps.${step}`);
  await card.getByRole('button', { name: new RegExp(`^${name}: `) }).click();
  for (const [label, text] of Object.entries(answers)) {
    await card.getByLabel(label).fill(text);
  }
  await expectAccessible(page);
  await card.getByRole('button', { name, exact: true }).click();
}

journey(
  'a device is ordered, sent, paired and replaced; its readings stay one series',
  async ({ page, browser, installation, language }, { project }) => {
    journey.slow();
    const { vitals, platform, say } = wordsOf(language);
    const number = vitals('devices.identifier');
    const reason = vitals('devices.reason');
    const [first, second] = [`D1-${project.name}`, `D2-${project.name}`];
    const vendor = await addVendor(browser, installation.url);
    await enterAs(page, 'care-manager', language);
    const { id } = await patientOf(page, 'DEMO-0022');
    await page.goto(`/patients/${id}?section=devices`);
    await expect(page.getByRole('heading', { name: vitals('devices.title') })).toBeVisible();
    await page.getByRole('button', { name: vitals('devices.order') }).click();
    await page.getByLabel(vitals('devices.model')).fill('Omron Evolv');
    await page.getByRole('checkbox', { name: say(pressure) }).check();
    await expectFitsPhone(page);
    await page.getByRole('button', { name: vitals('devices.order'), exact: true }).click();

    const cuff = page.locator('[data-device]').filter({ hasText: 'Omron Evolv' });
    const state = (card: Locator, of: 'ordered' | 'shipped' | 'delivered' | 'paired' | 'active') =>
      expect(card).toContainText(vitals(`devices.states.${of}`));
    await state(cuff, 'ordered');
    await expect(cuff).toContainText(vitals('devices.unnumbered'));
    const typed = `${number} (${platform('optional')})`;
    await takeStep(page, cuff, language, 'shipped', { [typed]: first });
    await state(cuff, 'shipped');
    const delivered = { hwi_device_id: first, status: 'Delivered' };
    expect(await deliverTenovi(vendor, delivered)).toBe('200');
    await page.reload();
    await state(cuff, 'delivered');
    await takeStep(page, cuff, language, 'paired', {});
    await state(cuff, 'paired');
    await expectFitsPhone(page);
    expect(await deliverTenovi(vendor, tenoviPressure(first, 127))).toBe('200 accepted');

    const beforeSwap = new Date();
    await takeStep(page, cuff, language, 'swapped', {
      [number]: second,
      [`${vitals('devices.newModel')} (${platform('optional')})`]: 'A&D UA-651',
      [reason]: 'No enciende.',
    });
    const other = page.locator('[data-device]').filter({ hasText: 'A&D UA-651' });
    await expect(other).toBeVisible();
    await expect(cuff).toContainText(vitals('devices.states.swapped'));
    const sent = (device: string, systolic: number, at?: Date) =>
      deliverTenovi(vendor, tenoviPressure(device, systolic, at));
    expect(await sent(second, 129)).toBe('200 accepted');
    // Measured before and sent late, it counts for its moment; measured now, nobody knows whose it is.
    expect(await sent(first, 125, beforeSwap)).toBe('200 accepted');
    expect(await sent(first, 131)).toBe('200 quarantined');

    await page.goto(`/patients/${id}?section=vitals&kind=blood-pressure`);
    await page
      .getByRole('button', {
        name: new RegExp(`^${vitals('table.show', { count: 0 }).slice(0, 8)}`),
      })
      .click();
    for (const value of ['129/78 mmHg', '125/78 mmHg', '127/78 mmHg']) {
      await expect(page.getByRole('row').filter({ hasText: value })).toHaveCount(1);
    }
    await expect(page.getByRole('row').filter({ hasText: '131/78 mmHg' })).toHaveCount(0);
    await expectAccessible(page);

    const battery = { metric: 'battery_percentage', hwi_device_id: second, value_1: '9' };
    const timestamp = new Date().toISOString();
    expect(await deliverTenovi(vendor, { ...battery, timestamp })).toBe('200');
    await page.goto(`/patients/${id}`);
    await expect(page.getByRole('link', { name: say(lowBattery), exact: true })).toBeVisible();
    await page.goto(`/patients/${id}?section=devices`);
    await expect(other).toContainText('9 %');

    await takeStep(page, cuff, language, 'returned', { [reason]: 'Llegó en la caja.' });
    await expect(cuff).toContainText(vitals('devices.states.returned'));
    await takeStep(page, other, language, 'lost', { [reason]: 'Se perdió en la mudanza.' });
    await expect(other).toContainText(vitals('devices.states.lost'));
    await cuff
      .getByRole('button', { name: /Omron Evolv$/ })
      .last()
      .click();
    await expect(cuff.getByText('No enciende.')).toBeVisible();
    await expectFitsPhone(page);
  },
);
