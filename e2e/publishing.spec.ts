import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  expect,
  test,
  type Browser,
  type Page,
  type PlaywrightTestProject,
} from '@playwright/test';

import { demoStaff } from '../src/app/demo/people.ts';
import type { Language } from '../src/platform/core/text.ts';
import { expectAccessible, expectFitsPhone } from './support/browser-accessibility.ts';
import { enterAs, patientOf, sendReading } from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';
import {
  createInstallation,
  enlace,
  removeInstallation,
  startServer,
  stopServer,
  type Installation,
} from './support/server.ts';

const dayMs = 86_400_000;
const nextDay = pathToFileURL(join(import.meta.dirname, 'support/next-day.ts')).href;
const protocol = { en: 'Blood pressure in adults', es: 'Presión arterial en adultos' };
const veryHigh = { en: 'Very high pressure', es: 'Presión muy alta' };
const systolic = { en: 'Systolic', es: 'Sistólica' };

interface Person {
  readonly page: Page;
  readonly name: string;
}

async function open(
  browser: Browser,
  { url }: Installation,
  use: PlaywrightTestProject['use'],
  who: 'care-manager' | 'supervisor',
  language: Language,
): Promise<Person> {
  const context = await browser.newContext({ ...use, baseURL: url });
  const page = await context.newPage();
  await enterAs(page, who, language);
  return { page, name: demoStaff.find(({ key }) => key === who)?.displayName ?? '' };
}

/** Opens the protocol among all of them. */
async function openProtocol(page: Page, language: Language): Promise<void> {
  const { protocols, say } = wordsOf(language);
  await page.goto('/protocols');
  await page.getByLabel(protocols('title')).selectOption({ label: say(protocol) });
  await expect(page.getByRole('heading', { level: 2, name: say(protocol) })).toBeVisible();
}

/** Changes a limit and the time of its confirmation, tries both on the past and sends them to be approved. */
async function propose({ page }: Person, language: Language): Promise<void> {
  const { publishing, say } = wordsOf(language);
  await page.getByRole('button', { name: publishing('propose') }).click();
  const level = page.getByRole('group', { name: say(veryHigh), exact: true });
  const figure = publishing('editor.limit', { measure: say(systolic), unit: 'mmHg' });
  await level.getByLabel(figure).fill('170');
  await level.getByLabel(publishing('editor.withinMinutes')).fill('10');
  await expectFitsPhone(page);
  await page.getByRole('button', { name: publishing('editor.try') }).click();
  const send = page.getByRole('button', { name: publishing('send.submit') });
  await expect(send).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole('heading', { name: publishing('trial.title') })).toBeVisible();
  await expectFitsPhone(page);
  await page.getByLabel(publishing('send.reason')).fill('Dra. Elderbrook: antes.');
  await send.click();
  await expect(send).toHaveCount(0);
}

test('a change of a protocol is tried, proposed by one person, approved by another and judges from its day', async ({
  browser,
}, { project }) => {
  test.slow();
  const language: Language = project.name === 'es' ? 'es' : 'en';
  const { protocols, publishing, monitoring, say } = wordsOf(language);
  const installation = await createInstallation();
  enlace(installation, 'demo', '--patients', '30', '--days', '10');
  const made = enlace(installation, 'token', 'create', '--scope', 'system/*.cruds', '--json');
  const { token } = JSON.parse(made) as { token: string };
  let server = await startServer(installation);
  try {
    const nurse = await open(browser, installation, project.use, 'care-manager', language);
    await openProtocol(nurse.page, language);
    await expect(nurse.page.getByText(protocols('truth.title')).first()).toBeVisible();
    await expectFitsPhone(nurse.page);
    await propose(nurse, language);

    const change = (page: Page) =>
      page.getByRole('article').filter({ hasText: nurse.name }).first();
    await expect(change(nurse.page)).toContainText(publishing('changes.state.proposed'));
    await expect(change(nurse.page)).toContainText(publishing('changes.own'));
    await expect(change(nurse.page)).toContainText('170 mmHg');
    const approve = { name: publishing('changes.approve'), exact: true };
    await expect(change(nurse.page).getByRole('button', approve)).toHaveCount(0);
    const listed = await nurse.page.request.get('/api/protocol-changes');
    const { changes } = (await listed.json()) as { changes: { id: string }[] };
    const refused = await nurse.page.request.post(
      `/api/protocol-changes/${changes[0]?.id}/approve`,
      { data: { reason: 'Mine' } },
    );
    expect(refused.status()).toBe(403);

    const director = await open(browser, installation, project.use, 'supervisor', language);
    await openProtocol(director.page, language);
    const waiting = change(director.page);
    await expect(waiting).toContainText(publishing('trial.alerts'));
    await expect(waiting).toContainText(`${publishing('editor.withinMinutes')}: 10`);
    await waiting.getByRole('button', approve).click();
    await waiting.getByLabel(publishing('changes.reason')).fill('De acuerdo.');
    await expectFitsPhone(director.page);
    await waiting.getByRole('button', approve).click();
    await expect(waiting).toContainText(publishing('changes.state.approved'));
    await expect(waiting).toContainText(director.name);

    const high = {
      kind: 'blood-pressure',
      unit: 'mm[Hg]',
      values: { systolic: 174, diastolic: 96 },
    };
    const sender = { ...installation, token };
    expect(await sendReading(sender, { patient: 'DEMO-0011', ...high })).toBe('accepted');
    const today = await patientOf(nurse.page, 'DEMO-0011');
    await nurse.page.goto(`/patients/${today.id}`);
    await expect(nurse.page.getByText('174/96 mmHg').first()).toBeVisible();
    await expect(nurse.page.getByText(`${say(veryHigh)}: 174/96`, { exact: false })).toHaveCount(0);

    await stopServer(server);
    const tomorrow = { ...installation.environment, NODE_OPTIONS: `--import=${nextDay}` };
    server = await startServer({ ...installation, environment: tomorrow });
    const { page } = await open(browser, installation, project.use, 'care-manager', language);
    await openProtocol(page, language);
    await expect(page.getByText(protocols('version', { version: '1.1' })).first()).toBeVisible();
    const at = new Date(Date.now() + dayMs);
    expect(await sendReading(sender, { patient: 'DEMO-0012', ...high, at })).toBe('accepted');
    const { id } = await patientOf(page, 'DEMO-0012');
    await page.goto(`/patients/${id}?section=alerts`);
    await expect(page.getByText(`${say(veryHigh)}: 174/96 mmHg`).first()).toBeVisible();
    await page
      .getByRole('button', { name: monitoring('alerts.why') })
      .first()
      .click();
    await expect(page.getByText(new RegExp(`${say(protocol)}.* 1\\.1\\.`))).toBeVisible();
    await expectAccessible(page);
  } finally {
    await stopServer(server);
    removeInstallation(installation);
  }
});
