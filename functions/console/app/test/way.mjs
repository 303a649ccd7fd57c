// What the tests of ways through the pages share: one browser and one console function for a file.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { openPage, startBrowser } from './browser.mjs';
import { startFunction } from './function.mjs';
import { play } from './play.mjs';

export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });

/** Starts both before the tests of a file and ends them after. */
export function prepare() {
  let served, browser;
  before(async () => {
    [served, browser] = await Promise.all([startFunction(), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await served?.close();
  });

  /** Opens a page at a path and plays a way on it; any fault fails. */
  async function way(path, title, answers, act, more = {}) {
    const { page, context, faults } = await openPage(browser, more);
    try {
      const asked = await play(page, context, served.origin, { path, heading: title, answers, ...more });
      await act(page, asked, context);
      assert.deepEqual(faults, []);
    } finally {
      await context.close();
    }
  }
  return { way, theBrowser: () => ({ browser, served }) };
}

/** Fails if a text that was typed is anywhere a page can leave it: what is shown, stored, or in the address. */
export async function leftNowhere(page, ...secrets) {
  const left = await page.evaluate(async () => {
    const caches = await window.caches?.keys() ?? [];
    const databases = await window.indexedDB.databases();
    return document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href, document.cookie, caches, databases]);
  });
  for (const secret of secrets) assert.ok(!left.includes(secret), `${secret} is left behind`);
}
