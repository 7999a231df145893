import { expect, type Browser, type Page } from '@playwright/test';

import type { Language } from '../src/platform/core/text.ts';
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

/** High blood pressure and no story of its own. */
const patient = 'DEMO-0021';

const minuteMs = 60_000;
const pressure = (systolic: number, diastolic: number) =>
  ({ patient, kind: 'blood-pressure', values: { systolic, diastolic }, unit: 'mm[Hg]' }) as const;

// One value alone is told at once, and as unconfirmed.
const first = {
  en: 'Very high pressure: 192/114 mmHg (unconfirmed)',
  es: 'Presión muy alta: 192/114 mmHg (sin confirmar)',
};
const confirmed = {
  en: 'Very high pressure, confirmed by a recheck: 188/112 mmHg',
  es: 'Presión muy alta, confirmada al repetirla: 188/112 mmHg',
};
const reachClinician = { en: 'Still very high', es: 'Sigue muy alta' };
const denied = { en: 'Denies chest pain.', es: 'Niega dolor en el pecho.' };
const levelTwo = { en: 'Level 2 · on-call nurse', es: 'Nivel 2 · enfermería de guardia' };
const informed = {
  en: 'Clinician informed; answer pending',
  es: 'Se informó al médico; respuesta pendiente',
};

/** What people write, in the language they work in. */
const written = {
  called: { en: 'Forgot the tablet since Friday.', es: 'Olvidó la pastilla desde el viernes.' },
  own: { en: 'Lives alone, daughter is called.', es: 'Vive sola; ya se llamó a la hija.' },
  task: { en: 'Call the doctor on duty', es: 'Llamar al médico de guardia' },
  condition: { en: 'chest pain begins', es: 'empieza dolor en el pecho' },
  action: { en: 'call 911', es: 'llamar al 911' },
  synthesis: {
    en: 'Confirmed 188/112 without symptoms; I call the doctor and watch for chest pain.',
    es: 'Confirmada 188/112 sin síntomas; llamo al médico y vigilo dolor en el pecho.',
  },
  ending: { en: 'Dr. Elderbrook will call back.', es: 'La Dra. Elderbrook devuelve la llamada.' },
  promise: { en: 'Ask for the new dose', es: 'Preguntar por la dosis nueva' },
};

journey(
  'a severe pressure arrives, is rechecked, handed to level 2 and closed with a follow-up',
  async ({ page, installation, language, browser }) => {
    journey.slow();
    // The receiver reads the other language: what is handed off must not depend on the sender's.
    const theirs = language === 'en' ? 'es' : 'en';
    const manager = await openColleague(browser, installation.url, theirs);
    await enterAs(page, 'care-provider', language);
    const { id, name } = await patientOf(page, patient);
    await openLive(page, '/lists/triage');
    await expect(rowOf(page, name)).toHaveCount(0);
    const taken = new Date(Date.now() - 3 * minuteMs);
    expect(await sendReading(installation, { ...pressure(192, 114), at: taken })).toBe('accepted');
    await seeItRise(page, name, language);
    await openByKeyboard(page, name, language);
    await askSymptoms(page, language);
    await recordCall(page, language);
    expect(await sendReading(installation, pressure(188, 112))).toBe('accepted');
    await seeItConfirmed(page, language);

    await openLive(manager, '/hand-offs');
    await expect(rowOfInbox(manager, name)).toHaveCount(0);
    await offer(page, language);
    await accept(manager, name, theirs);
    await seeItAccepted(page, language);
    await closeWithFollowUp(manager, theirs);
    await seeThePromise(manager, name, theirs);
    await readTheStory(manager, id, theirs);
    await manager.context().close();
  },
);

/** The care manager's own browser. */
async function openColleague(browser: Browser, url: string, language: Language): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: language === 'es' ? 'es-US' : 'en-US',
    timezoneId: 'America/New_York',
  });
  const page = await context.newPage();
  await enterAs(page, 'care-manager', language);
  return page;
}

async function seeItRise(page: Page, name: string, language: Language): Promise<void> {
  const { list, work, say } = wordsOf(language);
  await expect(rowOf(page, name)).toContainText(say(first));
  await expect(rowOf(page, name)).toContainText(list('new'));
  const told = list('arrival', { priority: work('priority.p2'), what: say(first), who: name });
  await expect(page.getByRole('status').filter({ hasText: told })).toHaveCount(1);
  await expectAccessible(page);
}

/** Down to the card as somebody does who has no hand free for the mouse, and takes it. */
async function openByKeyboard(page: Page, name: string, language: Language): Promise<void> {
  const { work, card, say } = wordsOf(language);
  const place = page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  const steps = Number(await place.getAttribute('aria-posinset'));
  for (let step = 0; step < steps; step += 1) await page.keyboard.press('j');
  await expect(rowOf(page, name)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(part(page, card('wrong.heading'))).toContainText(say(first));
  await expectAccessible(page);
  await page.keyboard.press('t');
  await expect(page.getByText(work('actions.done.take'))).toBeVisible();
  await expect(part(page, work('state.heading'))).toContainText(work('owner.me'));
}

async function askSymptoms(page: Page, language: Language): Promise<void> {
  const { work, card } = wordsOf(language);
  const answers = part(page, card('steps.heading')).getByRole('radiogroup');
  const asked = await answers.count();
  expect(asked).toBe(10);
  await expect(answers.getByRole('radio', { checked: true })).toHaveCount(0);
  const chestPain = page.getByRole('radiogroup', { name: work('symptoms.chest-pain') });
  await chestPain.getByText(work('answers.no'), { exact: true }).click();
  await expect(answers.getByRole('radio', { checked: true })).toHaveCount(1);
  const told = page.waitForResponse((response) => response.url().endsWith('/symptoms'));
  await page.getByRole('button', { name: card('steps.noToAll'), exact: true }).click();
  expect((await told).status()).toBe(200);
  const denials = answers.getByRole('radio', { checked: true, name: work('answers.no') });
  // Ten entries of the history, one after the other.
  await expect(denials).toHaveCount(asked, { timeout: 30_000 });
  await expectAccessible(page);
}

async function recordCall(page: Page, language: Language): Promise<void> {
  const { work, say } = wordsOf(language);
  await page.keyboard.press('c');
  const form = page.locator('form');
  await form.getByRole('radio', { name: work('form.reached'), exact: true }).check();
  await page.getByLabel(work('form.contactNote')).fill(say(written.called));
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(work('actions.done.contact'))).toBeVisible();
  await expect(part(page, work('history.heading'))).toContainText(say(written.called));
}

/** The recheck changes the card in front of the person, who does what the protocol asks for now. */
async function seeItConfirmed(page: Page, language: Language): Promise<void> {
  const { work, card, say } = wordsOf(language);
  await expect(part(page, card('wrong.heading'))).toContainText(say(confirmed));
  const seen = page.getByRole('button', { name: work('actions.seen'), exact: true });
  await expect(seen).toBeVisible();
  await page.keyboard.press('t');
  await expect(seen).toHaveCount(0);
  const steps = part(page, card('steps.heading'));
  await expect(steps.getByText(reachClinician[language])).toBeVisible();
  const open = steps.getByRole('button', { name: card('steps.done'), exact: true });
  const before = await open.count();
  await open.first().click();
  await expect(open).toHaveCount(before - 1);
  const step = `${work('history.events.step')}: ${reachClinician[language]}`;
  await expect(part(page, work('history.heading'))).toContainText(step);
  await expectAccessible(page);
}

async function offer(page: Page, language: Language): Promise<void> {
  const { handOff, say, work } = wordsOf(language);
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(handOff('compose.title'));
  const situation = part(page, handOff('sections.situation'));
  await expect(situation).toContainText(confirmed.en);
  await expect(situation).toContainText(confirmed.es);
  await expectAccessible(page);
  await page.getByLabel(handOff('compose.to')).selectOption({ label: say(levelTwo) });
  await page.getByRole('radio', { name: handOff('severity.watcher') }).check();
  const section = handOff('sections.background');
  await page.getByRole('button', { name: handOff('compose.own', { section }) }).click();
  await page.getByLabel(handOff('compose.own', { section })).fill(say(written.own));
  await page.getByRole('button', { name: handOff('compose.addAction'), exact: true }).click();
  await page.getByLabel(handOff('compose.what'), { exact: true }).fill(say(written.task));
  await page.getByLabel(handOff('compose.owner'), { exact: true }).fill(say(levelTwo));
  await page.getByRole('button', { name: handOff('compose.addContingency'), exact: true }).click();
  await page.getByLabel(handOff('compose.condition'), { exact: true }).fill(say(written.condition));
  await page.getByLabel(handOff('compose.action'), { exact: true }).fill(say(written.action));
  await expectAccessible(page);
  await page.getByRole('button', { name: handOff('compose.offer'), exact: true }).click();
  const state = part(page, work('state.heading'));
  await expect(state).toContainText(handOff('inbox.mine', { who: say(levelTwo) }));
  await expect(state).toContainText(work('owner.me'));
  await expectAccessible(page);
}

/** A hand-off in the inbox; it comes while the inbox is open. */
function rowOfInbox(page: Page, name: string) {
  return page.getByRole('main').getByRole('link').filter({ hasText: name });
}

async function accept(page: Page, name: string, language: Language): Promise<void> {
  const { handOff, card, work, say } = wordsOf(language);
  const sender = language === 'en' ? 'es' : 'en';
  await expect(rowOfInbox(page, name)).toContainText(handOff('severity.watcher'));
  await expectAccessible(page);
  await rowOfInbox(page, name).click();
  const body = page.getByRole('main');
  await expect(body.getByText(say(confirmed)).first()).toBeVisible();
  await expect(body.getByText(say(denied)).first()).toBeVisible();
  // What was written by hand stands as written, and says in which language.
  await expect(body.getByText(written.own[sender]).first()).toBeVisible();
  const condition = { condition: written.condition[sender], action: written.action[sender] };
  await expect(body.getByText(handOff('one.condition', condition))).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(handOff('one.synthesis')).fill(say(written.synthesis));
  await page
    .locator('form')
    .getByRole('button', { name: handOff('one.accept'), exact: true })
    .click();
  await expect(page.getByText(handOff('one.accepted'))).toBeVisible();
  await expect(part(page, card('wrong.heading'))).toContainText(say(confirmed));
  await expect(part(page, work('state.heading'))).toContainText(work('owner.me'));
  await expectAccessible(page);
}

/** The sender's card tells by itself who has it now and what was said back. */
async function seeItAccepted(page: Page, language: Language): Promise<void> {
  const { work } = wordsOf(language);
  await expect(part(page, work('state.heading'))).toContainText('Isabel Fuenteclara');
  const history = part(page, work('history.heading'));
  await expect(history).toContainText(work('history.events.hand-off-accepted'));
  await expectAccessible(page);
}

async function closeWithFollowUp(page: Page, language: Language): Promise<void> {
  const { work, say } = wordsOf(language);
  await page.keyboard.press('r');
  const form = page.locator('form');
  await form.getByLabel(work('form.disposition')).selectOption({ label: say(informed) });
  await form.getByLabel(work('form.resolveNote'), { exact: true }).fill(say(written.ending));
  await form.getByLabel(work('form.followUpWhy'), { exact: true }).fill(say(written.promise));
  await expectAccessible(page);
  const closed = page.waitForResponse((response) => response.url().endsWith('/resolve'));
  await form.getByRole('button', { name: work('form.resolveAndNext'), exact: true }).click();
  await expect(page.getByText(work('actions.done.resolve'))).toBeVisible();
  // Sent when the time to undo is over.
  expect((await closed).status()).toBe(200);
}

async function seeThePromise(page: Page, name: string, language: Language): Promise<void> {
  const { list, card, say } = wordsOf(language);
  await openLive(page, '/lists/follow-ups');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(list('list.follow-ups'));
  await expect(rowOf(page, name)).toHaveCount(1);
  await expectAccessible(page);
  await rowOf(page, name).click();
  const promised = card('wrong.followUp', { reason: say(written.promise) });
  await expect(part(page, card('wrong.heading'))).toContainText(promised);
  await expectAccessible(page);
}

/** The chart tells it from the end to the beginning. */
async function readTheStory(page: Page, id: string, language: Language): Promise<void> {
  const { monitoring, work, say } = wordsOf(language);
  const sender = language === 'en' ? 'es' : 'en';
  await page.goto(`/patients/${id}`);
  const main = page.getByRole('main');
  const offered = { from: 'Lucía Montesol', to: say(levelTwo) };
  const synthesis = say(written.synthesis);
  const accepted = { name: 'Isabel Fuenteclara', synthesis };
  const story = [
    `${work('history.events.resolved')}: ${say(informed)}`,
    monitoring('timeline.handOffAccepted', accepted),
    monitoring('timeline.handOffOffered', offered),
    written.called[sender],
    `${work('history.events.opened', { priority: 2 })}: ${say(first)}`,
    monitoring('timeline.alertBegan', { text: say(first) }),
  ];
  const worse = monitoring('timeline.alertWorst', { text: say(confirmed) });
  for (const line of [...story, worse]) await expect(main.getByText(line).first()).toBeVisible();
  // The alert begins the story, so it is the last of it.
  const text = await main.innerText();
  const places = story.map((line) => text.indexOf(line));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  await expectAccessible(page);
}
