import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openPage, startBrowser } from './browser.mjs';
import { startFunction } from './function.mjs';
import { play } from './play.mjs';
import { scenes } from './scenes.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let served, browser;
before(async () => {
  [served, browser] = await Promise.all([startFunction(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await served?.close();
});

/** Whether an address is one of a route. */
const fits = (path, address) => new RegExp(`^${path.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`).test(address);

test('every address of the web client has a scene', () => {
  const routes = ['app', 'inside'].flatMap((file) => [...readFileSync(join(import.meta.dirname, `../src/${file}.tsx`), 'utf8').matchAll(/<Route path="([^"]+)"/g)].map(([, path]) => path));
  assert.ok(routes.length > 40, 'the routes are not written like that any more');
  const paths = scenes.map((s) => s.path.replace(/[?#].*/, ''));
  // In their order: an address belongs to the first that it fits.
  const lead = paths.map((address) => routes.find((path) => fits(path, address)));
  const missing = routes.filter((path) => !lead.includes(path));
  assert.deepEqual(missing, []);
});

describe('every page', { concurrency: 4 }, () => {
  for (const [n, scene] of scenes.entries()) {
    const dark = n % 2 === 1; // every page is seen, and both looks are
    test(`${scene.name}: fits a phone of 360 pixels and a screen of 1280, can be read by all, and makes no fault`, async () => {
      const { page, context, faults } = await openPage(browser, { dark, refusals: scene.refusals });
      try {
        await play(page, context, served.origin, scene);
        assert.equal(new URL(page.url()).hash, '', 'the fragment is still in the address');
        const [inner, wide] = await page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]);
        assert.ok(wide <= inner, `${wide} pixels wide`);
        assert.deepEqual(await serious(page), []);
        await page.setViewportSize({ width: 1280, height: 900 });
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 1280, 'too wide for 1280 pixels');
        assert.deepEqual(faults, []);
      } finally {
        await context.close();
      }
    });
  }
});

/** What axe calls serious or critical; run beside the page's own world, so that the policy stays as strict as it is. */
async function serious(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((node) => `${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`).join('; ')}`);
}
