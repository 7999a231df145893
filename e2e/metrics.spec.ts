import { expect } from '@playwright/test';

import { expectAccessible } from './support/browser-accessibility.ts';
import { enterAs, journey, patientOf } from './support/browser-journey.ts';
import { wordsOf } from './support/browser-words.ts';

/** High blood pressure and no story of its own. */
const patient = 'DEMO-0016';
/** Wears a glucose sensor. */
const sensorPatient = 'DEMO-0007';

const high = { en: 'NEWS2 high', es: 'NEWS2 alto' };
const labels = [
  [{ en: 'Respiratory rate', es: 'Frecuencia respiratoria' }, '25'],
  [{ en: 'Oxygen saturation', es: 'Saturación de oxígeno' }, '90'],
  [{ en: 'Systolic', es: 'Sistólica' }, '98'],
  [{ en: 'Diastolic', es: 'Diastólica' }, '58'],
  [{ en: 'Heart rate', es: 'Frecuencia cardíaca' }, '118'],
  [{ en: 'Temperature', es: 'Temperatura' }, '102.6'],
] as const;

journey(
  'NEWS2 stays incomplete until a nurse enters what was seen, and the glucose sheet has its table',
  async ({ page, language }) => {
    journey.slow();
    const { entry, metrics, say } = wordsOf(language);
    await enterAs(page, 'care-manager', language);
    const { id } = await patientOf(page, patient);
    await page.goto(`/patients/${id}?section=metrics`);
    await expect(page.getByText(metrics('score.incomplete'), { exact: true })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: entry('observation.title') }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(entry('observation.consciousness')).selectOption('A');
    await form.getByLabel(entry('oxygen'), { exact: true }).selectOption('air');
    for (const [label, value] of labels) {
      await form.getByLabel(new RegExp(`^${say(label)}`)).fill(value);
    }
    await expectAccessible(page);
    await form.getByRole('button', { name: entry('observation.save') }).click();
    await expect(form).toBeHidden();
    await expect(page.getByText(metrics('score.total', { count: 12 }))).toBeVisible();
    await expect(page.getByText(say(high), { exact: true })).toBeVisible();

    const { id: sensorId } = await patientOf(page, sensorPatient);
    await page.goto(`/patients/${sensorId}?section=metrics`);
    const picture = page.getByRole('img', { name: metrics('glucose.profile') }).first();
    await expect(picture).toBeVisible();
    await page.getByText(metrics('glucose.table')).click();
    await expect(page.getByRole('columnheader', { name: metrics('glucose.middle') })).toBeVisible();
    await expectAccessible(page);
  },
);
