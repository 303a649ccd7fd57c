import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { build, startChromium } from './chromium.mjs';
import { put, startConsole } from './console.mjs';
import { onePage, startSites } from './sites.mjs';

let world, sites, browser, page;
before(async () => {
  world = await startConsole();
  sites = await startSites({ '/': onePage });
  browser = await startChromium(build(world.origin));
  page = await browser.context.newPage();
  await page.goto(world.origin);
});
beforeEach(() => world.reset());
after(async () => {
  await browser?.close();
  sites?.close();
  world?.close();
});

test('a login is filled in where it belongs, and the page is not sent off', async () => { // rule G6
  put(world, 1, sites.origin('login.example'), { secret: 'S3cret-1', username: 'ravi@login' });
  await page.goto(sites.at('login.example', '/'));
  const popup = await browser.press(page);
  await popup.click('Fill: Login 1');
  await popup.gone();
  assert.equal(await page.inputValue('[name=user]'), 'ravi@login');
  assert.equal(await page.inputValue('[name=pass]'), 'S3cret-1');
  assert.deepEqual(await page.evaluate(() => window.heard), ['input:user', 'change:user', 'input:pass', 'change:pass']);
});
