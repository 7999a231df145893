import { expect, type Page } from '@playwright/test';

import { expectAccessible, expectFitsPhone } from './support/browser-accessibility.ts';
import { enterAs, journey, patientOf } from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';
import { deliverTenovi, tenoviPressure, type VendorAccess } from './support/vendor.ts';

/** What the window shows of a new secret; then it is closed for good. */
async function takeSecret(page: Page, title: string, done: string): Promise<VendorAccess> {
  const shown = page.getByRole('dialog', { name: title });
  await expect(shown).toBeVisible();
  await expectAccessible(page);
  const [address = '', secret = ''] = await shown.locator('pre').allTextContents();
  await shown.getByRole('button', { name: done }).click();
  await expect(shown).toHaveCount(0);
  return { address, secret };
}

journey(
  'a vendor is let in, proves each delivery, and is shut out again',
  async ({ page, browser, installation, language }, { project }) => {
    journey.slow();
    const { sources } = wordsOf(language);
    const staff = await browser.newContext({ ...project.use, baseURL: installation.url });
    const nurse = await staff.newPage();
    await enterAs(nurse, 'care-manager', language);
    const { id } = await patientOf(nurse, 'DEMO-0021');
    const device = `T-${project.name}`;
    const deliver = (access: VendorAccess, systolic: number) =>
      deliverTenovi(access, tenoviPressure(device, systolic));
    const registered = await nurse.request.post('/api/devices', {
      data: {
        ...{ identifier: device, model: null, kinds: ['blood-pressure'], patientId: id },
        ...{ validated: null, zoneLessClock: false },
      },
    });
    expect(registered.ok(), await registered.text()).toBe(true);

    await enterAs(page, 'administrator', language);
    await page.goto('/sources');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(sources('title'));
    await expectFitsPhone(page);
    await page.getByRole('button', { name: sources('add') }).click();
    const name = 'Tenovi Clínica del Este';
    const form = page.getByRole('dialog', { name: sources('add') });
    await form.getByLabel(sources('form.label')).fill(name);
    await form.getByLabel(sources('form.authentication')).selectOption('signature');
    await expectFitsPhone(page);
    await form.getByRole('button', { name: sources('form.send') }).click();
    const title = sources('secret.title', { name });
    const first = await takeSecret(page, title, sources('secret.done'));
    expect(first.secret).not.toBe('');
    const row = page.getByRole('listitem').filter({ hasText: name });
    await expect(row).toContainText(sources('neverDelivered'));
    await page.reload();
    await expect(row).toBeVisible();
    expect(await page.content()).not.toContain(first.secret);

    expect(await deliver(first, 128)).toBe('200 accepted');
    await nurse.goto(`/patients/${id}`);
    await expect(nurse.getByText('128/78 mmHg').first()).toBeVisible();
    await page.reload();
    const lastDay = { accepted: 1, quarantined: 0, rejected: 0 };
    await expect(row).toContainText(sources('lastDay', lastDay));
    await expect(row).not.toContainText(sources('refused', { count: 1 }));

    expect(await deliver({ ...first, secret: 'guessed' }, 250)).toBe('401');
    await page.reload();
    await expect(row).toContainText(sources('refused', { count: 1 }));
    await expect(row).toContainText(sources('lastDay', lastDay));
    await expectFitsPhone(page);

    await row.getByRole('button', { name: sources('rotateOf', { name }) }).click();
    const warning = page.getByRole('dialog', { name: sources('rotateOf', { name }) });
    await expect(warning).toContainText(sources('rotateAsk', { name }));
    await expectAccessible(page);
    await warning.getByRole('button', { name: sources('rotate') }).click();
    const second = await takeSecret(page, title, sources('secret.done'));
    expect(await deliver(first, 131)).toBe('401');
    expect(await deliver(second, 133)).toBe('200 accepted');

    await row.getByRole('button', { name: sources('disableOf', { name }) }).click();
    const off = page.getByRole('dialog', { name: sources('disableOf', { name }) });
    await expectAccessible(page);
    await off.getByRole('button', { name: sources('disable'), exact: true }).click();
    await expect(row).toContainText(sources('disabled'));
    expect(await deliver(second, 135)).toBe('403');
    await row.getByRole('button', { name: sources('enableOf', { name }) }).click();
    await expect(row).not.toContainText(sources('disabled'));
    expect(await deliver(second, 137)).toBe('200 accepted');
    await page.reload();
    await expect(row).toContainText(sources('lastDay', { ...lastDay, accepted: 3 }));
    await staff.close();
  },
);
