// How a scene is played.
import { answerWith } from './answers.mjs';

/** Presses a button. */
export const click = (name) => (page) => page.getByRole('button', { name, exact: true }).click();

/** Does one after the other. */
export const steps = (...all) => async (page) => {
  for (const step of all) await step(page);
};

/** Fills fields by their labels. */
export function fill(fields) {
  return async (page) => {
    for (const [label, value] of Object.entries(fields)) await page.getByRole('textbox', { name: label, exact: true }).or(page.getByLabel(label, { exact: true })).first().fill(value);
  };
}

/** Waits for a text. */
export function says(text) {
  return (page) => page.getByText(text).first().waitFor();
}

/** Plays a scene on a page that was opened for it. */
export async function play(page, context, origin, scene) {
  if (scene.signedIn) await context.addInitScript(() => localStorage.setItem('valetkey.signed-in', 'yes'));
  const asked = await answerWith(page, scene.answers);
  await page.goto(origin + scene.path);
  if (scene.go) await scene.go(page);
  await page.getByRole('heading', { level: 1, name: scene.heading, exact: true }).waitFor({ timeout: 20_000 });
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  return asked;
}
