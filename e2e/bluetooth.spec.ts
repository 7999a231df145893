import { expect, type Browser, type Page } from '@playwright/test';

import type { Language } from '../src/platform/core/text.ts';
import { expectAccessible } from './support/browser-accessibility.ts';
import { emulateDevice, startBluetoothBrowser } from './support/browser-bluetooth.ts';
import {
  enterAs,
  journey,
  patientOf,
  type JourneyInstallation,
} from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';

const cuff = {
  name: 'Cuff 7',
  service: 0x1810,
  offers: { service: 0x1810, characteristic: 0x2a35 },
} as const;
const scale = {
  name: 'Scale 2',
  service: 0x181d,
  offers: { service: 0x181d, characteristic: 0x2a9d },
} as const;

/** Runs a journey in a browser of its own: emulated adapters of one browser share their devices. */
async function withChart(
  installation: JourneyInstallation,
  language: Language,
  run: (page: Page, browser: Browser, patientId: string) => Promise<void>,
): Promise<void> {
  const browser = await startBluetoothBrowser();
  try {
    const context = await browser.newContext({
      baseURL: installation.url,
      locale: language === 'es' ? 'es-US' : 'en-US',
    });
    const page = await context.newPage();
    await enterAs(page, 'care-manager', language);
    const { id } = await patientOf(page, 'DEMO-0014');
    await run(page, browser, id);
  } finally {
    await browser.close();
  }
}

async function openReader(page: Page, patientId: string, language: Language) {
  const { bluetooth } = wordsOf(language);
  await page.goto(`/patients/${patientId}`);
  await page.getByRole('button', { name: bluetooth('title'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: bluetooth('choose'), exact: true }).click();
  return dialog;
}

journey(
  'a cuff is paired and read, and its remarks stay with the reading',
  async ({ installation, language }) => {
    journey.slow();
    const { bluetooth, entry } = wordsOf(language);
    await withChart(installation, language, async (page, browser, id) => {
      const device = await emulateDevice(browser, page, cuff);
      const dialog = await openReader(page, id, language);
      await expect(dialog.getByText(bluetooth('waiting', { device: 'Cuff 7' }))).toBeVisible();
      await expectAccessible(page);
      // The published capture: 138/88, an unknown year, moved, loose cuff, irregular, wrong height.
      await device.send('1E8A00580078000000041114293B3C00012700');
      await expect(dialog.getByText(/^138\/88 mmHg/)).toBeVisible();
      await expect(dialog.getByText(bluetooth('notes.looseCuff'))).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: bluetooth('confirm'), exact: true }).click();
      await expect(dialog.getByRole('status')).toContainText(
        new RegExp(entry('result.accepted', { reading: '138/88 mmHg' })),
      );
      const stored = await newest(page, id, 'blood-pressure');
      expect(stored).toMatchObject({
        values: { systolic: 138, diastolic: 88, pulse: 60 },
        origin: 'device',
        context: { looseCuff: true, irregularHeartbeat: true, deviceName: 'Cuff 7' },
      });
      await expectAccessible(page);
    });
  },
);

journey(
  'a scale is read once, an old weight asks when it was taken',
  async ({ installation, language }) => {
    journey.slow();
    const { bluetooth, entry } = wordsOf(language);
    await withChart(installation, language, async (page, browser, id) => {
      const device = await emulateDevice(browser, page, scale);
      const dialog = await openReader(page, id, language);
      await expect(dialog.getByText(bluetooth('waiting', { device: 'Scale 2' }))).toBeVisible();
      // Unsuccessful first: said, and no value of it is shown.
      await device.send('00FFFF');
      await expect(dialog.getByText(bluetooth('refused.unsuccessful'))).toBeVisible();
      // 70.0 kg with the clock of 2019-05-04 07:00:00.
      await device.send('02B036E3070504070000');
      await expect(dialog.getByText('70.0 kg', { exact: true })).toBeVisible();
      const confirm = dialog.getByRole('button', { name: bluetooth('confirm'), exact: true });
      await expect(confirm).toBeDisabled();
      await expectAccessible(page);
      await dialog.getByRole('radio', { name: bluetooth('whenNow') }).check();
      await confirm.click();
      await expect(dialog.getByRole('status')).toContainText(
        new RegExp(
          ['accepted', 'quarantined']
            .map((one) =>
              entry(`result.${one as 'accepted' | 'quarantined'}`, { reading: '70.0 kg' }),
            )
            .join('|'),
        ),
      );
    });
  },
);

journey('a closed chooser says what to do next', async ({ installation, language }) => {
  const { bluetooth } = wordsOf(language);
  await withChart(installation, language, async (page, browser, id) => {
    await emulateDevice(browser, page, cuff, 'cancels');
    const dialog = await openReader(page, id, language);
    await expect(dialog.getByRole('alert')).toContainText(bluetooth('failed.cancelled.advice'));
    await expect(dialog.getByRole('button', { name: bluetooth('again') })).toBeVisible();
    await expectAccessible(page);
  });
});

journey('a lost connection says that nothing was saved', async ({ installation, language }) => {
  const { bluetooth } = wordsOf(language);
  await withChart(installation, language, async (page, browser, id) => {
    const device = await emulateDevice(browser, page, cuff);
    const dialog = await openReader(page, id, language);
    await expect(dialog.getByText(bluetooth('waiting', { device: 'Cuff 7' }))).toBeVisible();
    await device.leave();
    await expect(dialog.getByRole('alert')).toContainText(
      bluetooth('failed.connection-lost.title'),
    );
    await expectAccessible(page);
  });
});

journey('a device of another kind is told apart', async ({ installation, language }) => {
  const { bluetooth } = wordsOf(language);
  await withChart(installation, language, async (page, browser, id) => {
    // Advertises the service of a cuff, and has only a battery.
    const offers = { service: 0x180f, characteristic: 0x2a19 };
    await emulateDevice(browser, page, { name: 'Lamp', service: 0x1810, offers });
    const dialog = await openReader(page, id, language);
    await expect(dialog.getByRole('alert')).toContainText(bluetooth('failed.wrong-device.title'));
    await expectAccessible(page);
  });
});

journey('a browser without Bluetooth says which one to use', async ({ page, language }) => {
  const { bluetooth } = wordsOf(language);
  await enterAs(page, 'care-manager', language);
  const { id } = await patientOf(page, 'DEMO-0014');
  await page.goto(`/patients/${id}`);
  await page.getByRole('button', { name: bluetooth('title'), exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(bluetooth('failed.not-supported.advice'));
  await expectAccessible(page);
});

async function newest(page: Page, patientId: string, kind: string): Promise<unknown> {
  const latest = await page.request.get(`/api/patients/${patientId}/readings/latest`);
  const { readings } = (await latest.json()) as {
    readings: { kind: string; at: string; sourceId: string }[];
  };
  const found = readings.find((reading) => reading.kind === kind);
  if (!found) throw new Error(`There is no reading of ${kind}.`);
  const address = [kind, found.at, found.sourceId].map(encodeURIComponent).join('/');
  return (await page.request.get(`/api/patients/${patientId}/readings/${address}`)).json();
}
