import { chromium, type Page } from '@playwright/test';
import pg from 'pg';

import { findBrowser } from '../e2e/support/browser.ts';
import {
  createInstallation,
  enlace,
  removeInstallation,
  startServer,
  stopServer,
  type Installation,
} from '../e2e/support/server.ts';
import { demoEmail, demoPassword } from '../src/app/demo/people.ts';
import { seedItems } from './items.ts';
import { quantile, type Bench, type Figure } from './support.ts';

const rows = 10_000;
const keys = 40;
const slowFrame = 50;

/** What a person feels at the screen: from a key to what it shows, and scrolling through a long list. */
export const screensBench: Bench = {
  name: 'screens',
  run: async (say) => {
    const installation = await createInstallation();
    try {
      enlace(installation, 'demo', '--patients', '80', '--days', '10');
      const server = await startServer(installation);
      try {
        await pileUp(installation);
        return await inBrowser(installation, (page) => measure(page, say));
      } finally {
        await stopServer(server);
      }
    } finally {
      removeInstallation(installation);
    }
  },
};

/** Cards of the demonstration's patients until the list is long. */
async function pileUp(installation: Installation): Promise<void> {
  const owner = new pg.Client(enlace(installation, 'config', '--connection').trim());
  await owner.connect();
  try {
    const found = await owner.query<{ organizationId: string; ids: string[] }>(
      `select organization_id as "organizationId", array_agg(id::text) as ids from patient
       where not restricted group by 1`,
    );
    const { organizationId = '', ids = [] } = found.rows[0] ?? {};
    // One in ten is a follow-up, which stands in another list.
    await seedItems(owner, { organizationId, patientIds: ids }, rows * 1.2);
  } finally {
    await owner.end();
  }
}

async function inBrowser<T>({ url }: Installation, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(await findBrowser());
  try {
    const page = await browser.newPage({
      baseURL: url,
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
    });
    const data = { email: demoEmail('supervisor'), password: demoPassword };
    await page.request.post('/api/auth/sign-in/email', { data });
    return await work(page);
  } finally {
    await browser.close();
  }
}

async function measure(page: Page, say: (line: string) => void): Promise<readonly Figure[]> {
  await page.goto('/lists/triage?flood=show');
  await page.locator('[id^=row-]').first().waitFor();
  const selected = await press(page, 'row');
  await page.keyboard.press('Enter');
  await page.locator('#wrong-heading').waitFor();
  const opened = await press(page, 'card');
  await page.goto('/lists/triage?flood=show');
  await page.locator('[id^=row-]').first().waitFor();
  const frames = await scrollThrough(page);
  const slow = frames.filter((frame) => frame > slowFrame).length;
  say(`${frames.length} frames of scrolling, the longest ${Math.max(...frames).toFixed(0)} ms`);
  return [
    afterKey('next card selected in the list', selected),
    afterKey('next card open', opened),
    {
      ...{ name: `frames over ${slowFrame} ms while scrolling ${rows} rows`, unit: '%' },
      ...{ value: (100 * slow) / frames.length, budget: { atMost: 1 } },
      note: `p50 ${quantile(frames, 0.5).toFixed(0)} ms, p99 ${quantile(frames, 0.99).toFixed(0)} ms`,
    },
  ];
}

function afterKey(name: string, samples: readonly number[]): Figure {
  return {
    ...{ name: `${name}, p95 after the key`, value: quantile(samples, 0.95), unit: 'ms' },
    ...{ budget: { atMost: 100 }, note: `p50 ${quantile(samples, 0.5).toFixed(0)} ms` },
  };
}

/** Milliseconds from the key to the frame in which another row is selected, or another card is open. */
async function press(page: Page, what: 'row' | 'card'): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let count = 0; count < keys; count += 1) {
    await page.evaluate(watchNextKey, what);
    await page.keyboard.press('j');
    samples.push(await page.evaluate(() => (globalThis as unknown as Watched).watched));
    await page.waitForTimeout(150);
  }
  return samples;
}

interface Watched {
  watched: Promise<number>;
}

/** Runs in the page. */
function watchNextKey(what: 'row' | 'card'): void {
  const look = () => {
    if (what === 'row') return document.activeElement?.id ?? '';
    const heading = document.querySelector('main h1')?.textContent;
    return heading ? `${location.pathname} ${heading}` : '';
  };
  const before = look();
  const watched = new Promise<number>((resolve, reject) => {
    const pressed = () => {
      const at = performance.now();
      const check = () => {
        const now = look();
        if (now !== '' && now !== before) resolve(performance.now() - at);
        else if (performance.now() - at > 10_000) reject(new Error('The key did nothing.'));
        else requestAnimationFrame(check);
      };
      check();
    };
    addEventListener('keydown', pressed, { once: true, capture: true });
  });
  Object.assign(globalThis, { watched });
}

/** Turns the wheel until the last row is in sight; gives the length of every frame. */
async function scrollThrough(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(globalThis, { frames });
    let last = performance.now();
    const tick = (now: number) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.move(700, 500);
  const lastRow = page.locator('li[aria-posinset]').last();
  let reached = 0;
  for (let turns = 0; reached < rows; turns += 1) {
    if (turns > rows) throw new Error(`The list ended at ${reached} rows.`);
    await page.mouse.wheel(0, 700);
    if (turns % 20 === 0) reached = Number(await lastRow.getAttribute('aria-posinset'));
  }
  return page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
}
