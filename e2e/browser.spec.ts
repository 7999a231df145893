import { expect, test } from '@playwright/test';

import { expectAccessible, findAccessibilityProblems } from './support/browser-accessibility.ts';

function document(body: string): string {
  const title = '<meta charset="utf-8"><title>Enlace</title>';
  return `data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html><html lang="es"><head>${title}</head><body>${body}</body></html>`)}`;
}

test('renders a page with accents, finds it accessible and pictures it', async ({ page }, info) => {
  await page.goto(document('<main><h1>Presión muy alta, señora Núñez</h1></main>'));
  await expect(page.getByRole('heading')).toHaveText('Presión muy alta, señora Núñez');
  const box = await page.getByRole('heading').boundingBox();
  expect(box?.height).toBeGreaterThan(20);
  await expectAccessible(page);
  const picture = await page.screenshot({ path: info.outputPath('page.png') });
  expect(picture.byteLength).toBeGreaterThan(1000);
});

test('finds an image without a text and grey letters on white', async ({ page }) => {
  await page.goto(
    document('<main><h1>Hoy</h1><img src="data:,"><p style="color:#bbb">Sin datos</p></main>'),
  );
  const problems = await findAccessibilityProblems(page);
  expect(problems.map((problem) => problem.replace(/:.*/, '')).sort()).toEqual([
    'color-contrast',
    'image-alt',
  ]);
});

test('speaks the language of its project', async ({ page }, info) => {
  await page.goto(document('<main><h1>Hoy</h1></main>'));
  const language = await page.evaluate(() => navigator.language);
  expect(language).toBe(info.project.name === 'es' ? 'es-US' : 'en-US');
});
