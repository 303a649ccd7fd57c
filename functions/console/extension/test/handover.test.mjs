// The console's Launch: its page asks, the extension opens the address and fills it in there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './chromium.mjs';
import { extensionID } from './contract.mjs';
import { provider, put } from './console.mjs';
import { prepare } from './prepare.mjs';
import { onePage, stepOne, stepTwo } from './sites.mjs';

// A person gave one site: it stands in the manifest here, because nobody can press what the browser asks in a test.
const all = prepare({ '/': onePage, '/one': stepOne, '/two': stepTwo, '/away': { body: '' } }, { give: (sites) => [`${sites.origin('given.example')}/*`, `${sites.origin('other.example')}/*`] });
const secret = { secret: 'S3cret-h', username: 'ravi@h' };

/** Asks as the console's page does. */
const ask = (asked) => all.browser.context.pages()[0].evaluate(([id, what]) => new Promise((heard) => chrome.runtime.sendMessage(id, what, (got) => heard(got ?? chrome.runtime.lastError?.message))), [extensionID, asked]);
const tabAt = (address) => until(async () => all.browser.context.pages().find((p) => p.url() === address), () => `no tab is at ${address} but ${all.browser.context.pages().map((p) => p.url())}`);
const typed = (page) => page.evaluate(() => [...document.querySelectorAll('input')].map((e) => e.value).join(' '));
const launch = (host, more) => {
  const want = put(all.world, 1, all.sites.origin(host), { ...secret, ...more });
  return ask({ kind: 'launch', ...want, name: 'Login 1' });
};

test('the console learns that the extension is there, and other pages do not', async () => {
  assert.deepEqual(await ask({ kind: 'hello' }), { kind: 'hello', version: '1.0.0' });
  const evil = await all.visit(all.sites.at('evil.example'));
  assert.equal(await evil.evaluate(() => typeof chrome.runtime), 'undefined');
});

test('at a site that a person gave, a launch is filled in at once, and once', async () => {
  assert.deepEqual(await launch('given.example'), { kind: 'opened', fills: 'at once', origin: all.sites.origin('given.example') });
  const page = await tabAt(all.sites.at('given.example'));
  await until(async () => (await typed(page)) === 'ravi@h S3cret-h', () => typed(page));
  await page.reload();
  await new Promise((go) => setTimeout(go, 1_000));
  assert.equal(await typed(page), ' ');
  assert.equal(all.redeemed().length, 1);
});

test('in two steps as well', async () => {
  await launch('given.example', { address: all.sites.at('given.example', '/one') });
  const page = await tabAt(all.sites.at('given.example', '/one'));
  await until(async () => (await page.inputValue('[name=identifier]')) === 'ravi@h');
  await page.getByRole('button', { name: 'Next' }).click();
  await until(async () => (await page.inputValue('[name=pass]').catch(() => '')) === 'S3cret-h');
});

test('elsewhere it is filled in once the button is pressed there', async () => {
  assert.deepEqual(await launch('login.example'), { kind: 'opened', fills: 'on click', origin: all.sites.origin('login.example') });
  const page = await tabAt(all.sites.at('login.example'));
  await new Promise((go) => setTimeout(go, 1_000));
  assert.equal(await typed(page), ' ');
  assert.deepEqual(all.redeemed(), []);
  await (await all.browser.press(page)).gone();
  assert.equal(await typed(page), 'ravi@h S3cret-h');
});

test('an address that leads to another origin is filled in at its own only', async () => {
  await launch('given.example', { address: all.sites.at('given.example', '/away') });
  const page = await tabAt(all.sites.at('given.example', '/away'));
  await new Promise((go) => setTimeout(go, 1_000)); // it is seen there
  await page.goto(all.sites.at('other.example')); // a site given as well
  await new Promise((go) => setTimeout(go, 1_000));
  assert.equal(await typed(page), ' ');
  assert.deepEqual(all.redeemed(), []);
  await (await all.browser.press(page)).says('The page went to another address');
});

test('who presses the button where the launch does not belong reads that it waits, and what is for that site', async () => {
  await launch('login.example', { address: all.sites.at('login.example', '/away') });
  const page = await tabAt(all.sites.at('login.example', '/away'));
  await page.goto(all.sites.at('elsewhere.example'));
  const popup = await all.browser.press(page);
  await popup.says('Login 1 is filled in as soon as there is one');
  await popup.says('Nothing of yours is for this site');
  assert.deepEqual([await typed(page), all.redeemed()], [' ', []]);
});

test('what the API refuses is told to the page in its words, and no tab is opened', async () => {
  const before = all.browser.context.pages().length;
  all.world.locked = true;
  assert.deepEqual(await launch('given.example'), { kind: 'refused', status: 403, type: 'organization-locked', detail: 'Northwind IT is locked. Type its organization key first.' });
  all.world.locked = false;
  assert.equal((await launch('given.example', { address: 'javascript:alert(1)' })).kind, 'refused');
  assert.equal((await launch('given.example', { address: all.sites.at('other.example') })).kind, 'refused');
  all.world.signedIn = false;
  assert.equal((await launch('given.example')).status, 401);
  assert.equal(all.browser.context.pages().length, before);
});

test('what is no launch is not one', async () => {
  for (const what of [{}, { kind: 'fill' }, { kind: 'told', tab: 1 }, null, 'hello', { kind: 'launch', organization: provider }]) {
    const got = await ask(what);
    assert.notEqual(got?.kind, 'opened');
  }
  assert.deepEqual(all.redeemed(), []);
});
