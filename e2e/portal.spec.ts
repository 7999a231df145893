import {
  expect,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test';

import { symptomWords } from '../src/monitoring/core/vocabulary.ts';
import type { Language } from '../src/platform/core/text.ts';
import { expectAccessible } from './support/browser-accessibility.ts';
import { enterAs, journey, part, patientOf } from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';

/** A small phone, in the language of the journey whatever the patient's own is. */
async function phoneOf(browser: Browser, url: string, language: Language): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...{ baseURL: url, viewport: { width: 360, height: 740 }, hasTouch: true },
    locale: language === 'es' ? 'es-US' : 'en-US',
  });
  await context.addInitScript((chosen) => {
    localStorage.setItem('enlace:language', chosen);
  }, language);
  return context;
}

/** Opens the link and types the code, as the patient does. */
async function enterPortal(phone: Page, path: string, code: string, language: Language) {
  const { portal } = wordsOf(language);
  await phone.goto(path);
  await expect(phone.getByRole('heading', { name: portal('enter.title') })).toBeVisible();
  await expectFits(phone);
  await phone.getByLabel(portal('enter.code')).fill(code);
  await phone.getByRole('button', { name: portal('enter.submit') }).click();
  await expect(phone.getByRole('tab', { name: portal('tab.today') })).toBeVisible();
  expect(phone.url()).not.toContain('#');
}

/** Nothing reaches beyond the small screen, and axe finds nothing. */
async function expectFits(phone: Page): Promise<void> {
  const width = await phone.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await expectAccessible(phone);
}

/** The icons that the manifest names, each with what the server says that it is. */
async function iconsToInstall(phone: Page): Promise<string[]> {
  const manifest = await phone.request.get('/portal.webmanifest');
  const { icons } = (await manifest.json()) as {
    icons: { src: string; sizes: string; purpose: string }[];
  };
  return Promise.all(
    icons.map(async ({ src, sizes, purpose }) => {
      const icon = await phone.request.get(src);
      return `${sizes} ${purpose} ${icon.headers()['content-type']}`;
    }),
  );
}

async function addReading(
  phone: Page,
  language: Language,
  kind: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const { portal } = wordsOf(language);
  await phone.getByRole('button', { name: portal('today.add') }).click();
  await phone.getByLabel(portal('add.what')).selectOption(kind);
  for (const [label, value] of Object.entries(values)) {
    await phone.getByRole('textbox', { name: label }).fill(value);
  }
  await phone.getByRole('button', { name: portal('add.save'), exact: true }).click();
}

const systolic = { en: 'Systolic', es: 'Sistólica' };
const diastolic = { en: 'Diastolic', es: 'Diastólica' };
const weight = { en: 'Weight', es: 'Peso' };

journey(
  'a patient is invited, measures, answers and writes; the staff sees all of it on the chart',
  async ({ page, browser, installation, language }) => {
    journey.slow();
    const { portal, portalChart, say } = wordsOf(language);
    await enterAs(page, 'care-manager', language);
    const { id } = await patientOf(page, 'DEMO-0026');
    await page.goto(`/patients/${id}?section=person`);
    await page.getByRole('button', { name: portalChart('invite') }).click();
    const shown = page.getByRole('dialog', { name: portalChart('shown.title') });
    const link = (await shown.locator('pre').textContent()) ?? '';
    const code = (await shown.getByText(/^\d{6}$/).textContent()) ?? '';
    await expectAccessible(page);
    await shown.getByRole('button', { name: portalChart('shown.done') }).click();

    const pace = { kind: 'weight', everyHours: 168, silentAfterHours: 336, reason: 'Edema.' };
    await page.request.post(`/api/patients/${id}/cadences`, { data: pace });

    const context = await phoneOf(browser, installation.url, language);
    const phone = await context.newPage();
    await enterPortal(phone, link, code, language);
    await expect(phone.getByText(portal('emergency'))).toBeVisible();
    await expect(phone.getByRole('heading', { name: portal('today.title') })).toBeVisible();
    const planned = phone.getByRole('listitem').filter({ hasText: portal('today.asked.week') });
    await expect(planned).toContainText(say(weight));
    await expect(planned).toContainText(portal('today.open'));
    await expectFits(phone);

    const typed = { [say(systolic)]: '127', [say(diastolic)]: '78' };
    await addReading(phone, language, 'blood-pressure', typed);
    const saved = portal('add.result.accepted', { reading: '127/78 mmHg' });
    await expect(phone.getByRole('status')).toContainText(saved);
    await expectFits(phone);
    await phone.getByRole('button', { name: portal('add.back') }).click();
    await phone.getByRole('tab', { name: portal('tab.readings') }).click();
    await expect(phone.getByText('127/78 mmHg').first()).toBeVisible();
    await expectFits(phone);
    await page.goto(`/patients/${id}`);
    await expect(page.getByText('127/78 mmHg').first()).toBeVisible();

    await page.goto(`/patients/${id}?section=person`);
    const ask = part(page, portalChart('ask.title'));
    for (const symptom of ['dizziness', 'chest-pain', 'confusion'] as const) {
      await ask.getByRole('checkbox', { name: say(symptomWords[symptom]) }).check();
    }
    await ask.getByRole('button', { name: portalChart('ask.send') }).click();
    await expect(ask.getByText(say(symptomWords.dizziness)).first()).toBeVisible();
    await phone.reload();
    const question = part(phone, portal('question.title'));
    await expect(question).toBeVisible();
    await question.getByRole('button', { name: portal('question.send') }).click();
    await expect(question.getByRole('alert')).toHaveText(portal('question.answerAll'));
    await expectFits(phone);
    await choice(question, say(symptomWords['chest-pain']), portal('question.yes')).check();
    await question.getByRole('button', { name: portal('question.noToRest') }).click();
    for (const symptom of ['dizziness', 'confusion'] as const) {
      await expect(
        choice(question, say(symptomWords[symptom]), portal('question.no')),
      ).toBeChecked();
    }
    await question.getByRole('button', { name: portal('question.send') }).click();
    const dial = phone.getByRole('link', { name: portal('question.call911') });
    const call911 = phone.getByRole('alert').filter({ has: dial });
    await expect(call911).toBeVisible();
    await expectFits(phone);

    await phone.getByRole('tab', { name: portal('tab.messages') }).click();
    const words = 'Gracias, ¿a qué hora llaman?';
    await phone.getByLabel(portal('messages.write')).fill(words);
    await phone.getByRole('button', { name: portal('messages.send') }).click();
    await expect(phone.getByText(words)).toBeVisible();
    await page.goto(`/patients/${id}`);
    await expect(
      page.getByRole('link', {
        name: say({ en: 'Message from a patient', es: 'Mensaje de un paciente' }),
      }),
    ).toBeVisible();
    await page.goto(`/patients/${id}?section=person`);
    const thread = part(page, portalChart('messages.title'));
    await expect(thread.getByText(words)).toBeVisible();
    await expectAccessible(page);
    await thread.getByLabel(portalChart('messages.answer')).fill('A las diez.');
    await thread.getByRole('button', { name: portalChart('messages.send') }).click();
    await expect(thread.getByText('A las diez.')).toBeVisible();
    await phone.reload();
    await phone.getByRole('tab', { name: portal('tab.messages') }).click();
    await expect(phone.getByText('A las diez.')).toBeVisible();
    await expectFits(phone);

    await phone.getByRole('button', { name: portal('leave') }).click();
    await expect(phone.getByRole('heading', { name: portal('enter.needLink') })).toBeVisible();
    await expectFits(phone);
    await context.close();
  },
);

function choice(question: Locator, symptom: string, word: string): Locator {
  const group = question.getByRole('radiogroup', { name: new RegExp(`^${symptom}$`, 'i') });
  return group.getByRole('radio', { name: word, exact: true });
}

journey(
  'a reading taken without a connection waits on the phone and arrives once, with its own time',
  async ({ page, browser, installation, language }) => {
    journey.slow();
    const { portal, say } = wordsOf(language);
    await enterAs(page, 'care-manager', language);
    const { id } = await patientOf(page, 'DEMO-0018');
    const invited = await page.request.post(`/api/patients/${id}/portal/invitations`, { data: {} });
    const { path, code } = (await invited.json()) as { path: string; code: string };
    const context = await phoneOf(browser, installation.url, language);
    const phone = await context.newPage();
    await enterPortal(phone, path, code, language);
    await expect
      .poll(() => phone.evaluate(async () => (await caches.match('/portal')) !== undefined))
      .toBe(true);
    expect(await iconsToInstall(phone)).toEqual([
      'any any image/svg+xml',
      '192x192 any image/png',
      '512x512 any image/png',
      '512x512 maskable image/png',
    ]);

    await context.setOffline(true);
    await phone.reload();
    await expect(phone.getByText(portal('offline'))).toBeVisible();
    await expectFits(phone);
    const before = Date.now();
    await addReading(phone, language, 'weight', { [say(weight)]: '71.3' });
    await expect(phone.getByRole('status')).toContainText(
      portal('add.result.waiting', { reading: '71.3 kg' }),
    );
    await expectFits(phone);
    await phone.reload();
    await expect(phone.getByText(portal('waiting.title'))).toBeVisible();
    await expect(phone.getByText('71.3 kg')).toBeVisible();
    await expect(phone.getByRole('button', { name: portal('leave') })).toBeDisabled();
    await expectFits(phone);
    const kept = await phone.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(
        names.map(async (name) => (await caches.open(name)).keys()),
      );
      return requests.flat().map((request) => new URL(request.url).pathname);
    });
    expect(kept).toContain('/portal');
    expect(kept.filter((one) => one.startsWith('/api'))).toEqual([]);

    const sent = phone.waitForRequest((request) => request.url().endsWith('/api/portal/readings'));
    await context.setOffline(false);
    const entry = (await sent).postDataJSON() as { at: string };
    await expect(phone.getByText(portal('waiting.title'))).toHaveCount(0);
    const again = await phone.request.post('/api/portal/readings', { data: entry });
    expect(await again.json()).toMatchObject({ status: 'duplicate' });
    const query = new URLSearchParams({
      ...{ kind: 'weight', from: new Date(before - 60_000).toISOString() },
      to: new Date(Date.now() + 60_000).toISOString(),
    });
    const series = await page.request.get(`/api/patients/${id}/readings?${query}`);
    const { readings } = (await series.json()) as { readings: { at: string; values: object }[] };
    expect(readings.map(({ at, values }) => ({ at, values }))).toEqual([
      { at: entry.at, values: { value: 71.3 } },
    ]);
    await context.close();
  },
);

journey(
  'a wrong code and an old link say what to do',
  async ({ page, browser, installation, language }) => {
    const { portal } = wordsOf(language);
    const context = await phoneOf(browser, installation.url, language);
    const phone = await context.newPage();
    await phone.goto(`/portal#${'x'.repeat(43)}`);
    await phone.getByLabel(portal('enter.code')).fill('123456');
    await phone.getByRole('button', { name: portal('enter.submit') }).click();
    const asked = language === 'es' ? 'Pida a su equipo de atención' : 'Ask your care team';
    await expect(phone.getByRole('alert')).toContainText(asked);
    await expectFits(phone);
    await phone.goto('/portal');
    await phone.reload();
    await expect(phone.getByRole('heading', { name: portal('enter.needLink') })).toBeVisible();
    await expectFits(phone);
    // The staff's session opens nothing there.
    await enterAs(page, 'care-manager', language);
    await page.goto('/portal');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('tab')).toHaveCount(0);
    await context.close();
  },
);
