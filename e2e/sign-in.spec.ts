import { createHmac } from 'node:crypto';

import { expect, type Page } from '@playwright/test';

import { signInProblems } from '../src/access/core/problems.ts';
import { demoEmail, demoPassword, demoStaff } from '../src/app/demo/people.ts';
import type { Language } from '../src/platform/core/text.ts';
import { expectAccessible } from './support/browser-accessibility.ts';
import { journey } from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';
import {
  createInstallation,
  printedBy,
  removeInstallation,
  startServer,
  stopServer,
} from './support/server.ts';

const periodMs = 30_000;

/** The code an authenticator app shows for a secret (RFC 6238: SHA-1, six digits, 30 seconds). */
function totp(base32: string, at: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / periodMs)));
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const start = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function fillPassword(page: Page, language: Language, email: string, password: string) {
  const { access } = wordsOf(language);
  await page.getByLabel(access('email')).fill(email);
  await page.getByLabel(access('password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: access('submit'), exact: true }).click();
}

journey(
  'says that a password is wrong, then opens the list of work',
  async ({ page, language }) => {
    const { access, list, say } = wordsOf(language);
    const person = demoStaff.find(
      (one) => one.interfaceLanguage === language && one.key.startsWith('care-provider'),
    );
    const email = demoEmail(person?.key ?? '');
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(access('title'));
    await expectAccessible(page);
    await fillPassword(page, language, email, 'not the password at all');
    await expect(page.getByRole('alert')).toContainText(
      say(signInProblems['sign-in.refused']().definition.title),
    );
    await expectAccessible(page);
    await page.getByLabel(access('password'), { exact: true }).fill(demoPassword);
    await page.getByRole('button', { name: access('submit'), exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(list('list.triage'));
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expectAccessible(page);
  },
);

journey.describe('outside of a demonstration', () => {
  journey.setTimeout(120_000);

  journey(
    'asks for an authenticator app once, and for its code ever after',
    async ({ browser }, { project }) => {
      const language = project.name === 'es' ? 'es' : 'en';
      const installation = await createInstallation();
      const server = await startServer(installation, '--empty');
      const context = await browser.newContext({
        baseURL: installation.url,
        locale: language === 'es' ? 'es-US' : 'en-US',
      });
      const page = await context.newPage();
      try {
        const [, link] = /(\/invitation#\S+)/.exec(printedBy(server)) ?? [];
        const email = 'first.administrator@example.org';
        const password = 'four quiet herons wade';
        await acceptInvitation(page, language, link ?? '', { email, password });
        const secret = await enrol(page, language, password);
        const { access } = wordsOf(language);
        await page
          .getByRole('button', { name: access('menu.label', { name: 'Ofelia Núñez' }) })
          .click();
        await page.getByRole('button', { name: access('menu.signOut') }).click();
        await fillPassword(page, language, email, password);
        await enterCode(page, language, secret);
      } finally {
        await context.close();
        await stopServer(server);
        removeInstallation(installation);
      }
    },
  );
});

interface Account {
  readonly email: string;
  readonly password: string;
}

async function acceptInvitation(page: Page, language: Language, link: string, account: Account) {
  const { access } = wordsOf(language);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(access('invitation.title'));
  await expectAccessible(page);
  await page.getByLabel(access('invitation.name')).fill('Ofelia Núñez');
  await page.getByLabel(access('email')).fill(account.email);
  await page.getByLabel(access('invitation.newPassword')).fill(account.password);
  await page.getByRole('button', { name: access('invitation.submit') }).click();
}

/** Sets the authenticator app up and gives its secret. */
async function enrol(page: Page, language: Language, password: string): Promise<string> {
  const { access } = wordsOf(language);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(access('enrol.title'));
  await expectAccessible(page);
  await page.getByLabel(access('enrol.password')).fill(password);
  await page.getByRole('button', { name: access('enrol.begin') }).click();
  await expect(page.getByRole('img', { name: access('enrol.qr') })).toBeVisible();
  await expectAccessible(page);
  const secret = (await page.locator('pre').innerText()).replaceAll(/\s/g, '');
  await page.getByLabel(access('enrol.kept')).check();
  await page.getByLabel(access('enrol.code')).fill('000000');
  await page.getByRole('button', { name: access('enrol.finish') }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel(access('enrol.code')).fill(totp(secret, Date.now()));
  await page.getByRole('button', { name: access('enrol.finish') }).click();
  return secret;
}

/** The second step of signing in; the code of the enrolment does not work twice, so the next one is used. */
async function enterCode(page: Page, language: Language, secret: string) {
  const { access } = wordsOf(language);
  await expect(page.getByLabel(access('code'))).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel(access('code')).fill(totp(secret, Date.now() + periodMs));
  await page.getByRole('button', { name: access('verify'), exact: true }).click();
  await expect(
    page.getByRole('button', { name: access('menu.label', { name: 'Ofelia Núñez' }) }),
  ).toBeVisible();
}
