// What the tests of a file share: one console, one set of sites, one browser in which somebody is signed in.
import { after, afterEach, before, beforeEach } from 'node:test';
import { build, startChromium } from './chromium.mjs';
import { startConsole } from './console.mjs';
import { startSites } from './sites.mjs';

export function prepare(pages, { give, keep } = {}) {
  const all = {};
  before(async () => {
    all.world = await startConsole();
    all.sites = await startSites(pages);
    all.browser = await startChromium(build(all.world.origin, give?.(all.sites)));
    await all.browser.context.pages()[0].goto(all.world.origin); // and stays there
  });
  beforeEach(() => {
    all.world.reset();
  });
  afterEach(async () => {
    if (!keep) await Promise.all(all.browser.context.pages().slice(1).map((page) => page.close()));
  });
  after(async () => {
    await all.browser?.close();
    all.sites?.close();
    all.world?.close();
  });

  /** Opens a page at an address, in a tab of its own. */
  all.visit = async (address) => {
    const page = await all.browser.context.newPage();
    await page.goto(address);
    return page;
  };
  /** Presses the button on a page and has a login filled in. */
  all.fill = async (page, name) => {
    const popup = await all.browser.press(page);
    await popup.click(`Fill: ${name}`);
    return popup;
  };
  all.names = () => all.world.asked.map((a) => a.name);
  all.redeemed = () => all.world.asked.filter((a) => a.name === 'credential-fill');
  return all;
}
