// What is measured in time, and so while nothing else runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from '../answers.mjs';
import { openPage } from '../browser.mjs';
import { play } from '../play.mjs';
import { prepare } from '../way.mjs';

const { theBrowser } = prepare();
const late = (answer) => new Promise((done) => { setTimeout(() => done(answer), 150); });

/** Opens the landing page as a cheap phone on a poor network would, and says after how many ms it can be acted on. */
async function slowPhone() {
  const { browser, served } = theBrowser();
  const { page, context } = await openPage(browser);
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 });
  await line.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await context.addInitScript(() => {
    requestAnimationFrame(function watch() {
      const ready = [...document.querySelectorAll('button')].some((b) => b.textContent === 'Share access' && !b.disabled);
      if (ready) setTimeout(() => { window.actable = performance.now(); }); // once the thread is free again
      else requestAnimationFrame(watch);
    });
  });
  const answers = { 'person-me': a.me(a.asOwner), 'notice-list': { items: [], unseen: 0 }, 'delegation-see': () => late(a.seen) };
  await play(page, context, served.origin, { path: '/request#the-token', heading: 'Northwind IT asks for the use of your account', answers });
  const took = await page.waitForFunction(() => window.actable);
  const ms = await took.jsonValue();
  await context.close();
  return ms;
}

test('the landing page can be acted on within 2 s at 1.6 Mbit/s, 150 ms round trip and a processor four times slower', async () => {
  const tries = [];
  while (tries.length < 5 && !tries.some((ms) => ms <= 2000)) tries.push(await slowPhone());
  console.log(`the landing page can be acted on after ${tries.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  assert.ok(Math.min(...tries) <= 2000, `${tries} ms`);
});
