import { expect, test as base, type Locator, type Page } from '@playwright/test';

import { demoEmail, demoPassword, type demoStaff } from '../../src/app/demo/people.ts';
import type { Language } from '../../src/platform/core/text.ts';
import {
  createInstallation,
  enlace,
  type Installation,
  removeInstallation,
  startServer,
  stopServer,
} from './server.ts';

/** Enough people for each journey to have its own; the restricted record is among them. */
const demonstration = ['--patients', '45', '--days', '10'];

export interface JourneyInstallation extends Installation {
  /** The secret of a token with which machines send readings. */
  readonly token: string;
}

/** A journey against a server of the worker's own with a demonstration; relative addresses open there. */
export const journey = base.extend<{ language: Language }, { installation: JourneyInstallation }>({
  installation: [
    // Playwright reads the fixtures that a function needs from its first parameter's pattern.
    async ({}, use) => {
      const installation = await createInstallation();
      enlace(installation, 'demo', ...demonstration);
      const made = enlace(installation, 'token', 'create', '--scope', 'system/*.cruds', '--json');
      const { token } = JSON.parse(made) as { token: string };
      const server = await startServer(installation);
      await use({ ...installation, token });
      await stopServer(server);
      removeInstallation(installation);
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ installation }, use) => use(installation.url),
  language: async ({}, use, { project }) => use(project.name === 'es' ? 'es' : 'en'),
});

type StaffKey = (typeof demoStaff)[number]['key'];

/** Signs somebody of the demonstration in without the sign-in screen; their screens speak the language. */
export async function enterAs(page: Page, staff: StaffKey, language: Language): Promise<void> {
  const signedIn = await page.request.post('/api/auth/sign-in/email', {
    data: { email: demoEmail(staff), password: demoPassword },
  });
  expect(signedIn.ok(), await signedIn.text()).toBe(true);
  const kept = await page.request.patch('/api/session', { data: { interfaceLanguage: language } });
  expect(kept.ok(), await kept.text()).toBe(true);
}

const demoSystem = 'urn:enlace:demonstration';

/** One reading as a device of the demonstration's patient sends it, taken now unless `at` is given. */
interface SentReading {
  readonly patient: `DEMO-${string}`;
  readonly kind: string;
  readonly values: Readonly<Record<string, number>>;
  readonly unit: string;
  readonly at?: Date;
}

/** Sends a reading over HTTP and gives what became of it. */
export async function sendReading(
  { url, token }: JourneyInstallation,
  { patient, at = new Date(), ...reading }: SentReading,
): Promise<string> {
  const response = await fetch(`${url}/ingest/readings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...reading,
      patient: `${demoSystem}|${patient}`,
      at: at.toISOString(),
    }),
  });
  const answer = (await response.json()) as { items?: { status: string }[] };
  return answer.items?.[0]?.status ?? `refused with ${response.status}`;
}

/** Finds a patient by record number as somebody who may look at patients. */
export async function patientOf(
  page: Page,
  recordNumber: string,
): Promise<{ id: string; name: string }> {
  const response = await page.request.post('/api/patients/search', {
    data: { text: recordNumber },
  });
  const { patients } = (await response.json()) as { patients?: { id: string; name: string }[] };
  const [found] = patients ?? [];
  if (!found) throw new Error(`Nobody was found by the record number ${recordNumber}.`);
  return found;
}

/** A part of the page by its heading or label. */
export function part(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

/** The row of a list that is about somebody. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole('main').getByRole('listitem').getByRole('link').filter({ hasText: name });
}

/** Opens a screen and waits until the server's notices of changes reach it. */
export async function openLive(page: Page, path: string): Promise<void> {
  const live = page.waitForResponse((response) => response.url().endsWith('/api/live'));
  await page.goto(path);
  await live;
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
