import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './chromium.mjs';
import { put } from './console.mjs';
import { prepare } from './prepare.mjs';
import { boxes, code, onePage, signUp, stepOne, stepTwo } from './sites.mjs';

const all = prepare({ '/': onePage, '/one': stepOne, '/two': stepTwo, '/code': code, '/boxes': boxes, '/up': signUp });
const { visit, fill, redeemed } = all;
const valueOf = (page, name) => page.inputValue(`[name=${name}]`);
const has = (page, name, value) => until(async () => (await valueOf(page, name).catch(() => '')) === value, async () => `${name} holds ${await valueOf(page, name)}`);
const login = (host, secret, more) => put(all.world, 1, all.sites.origin(host), secret, more);

test('a login is filled in where it belongs, as if typed, and the page is not sent off', async () => { // rule G6
  login('login.example', { secret: 'S3cret-1', username: 'ravi@login' });
  const page = await visit(all.sites.at('login.example'));
  await (await fill(page, 'Login 1')).gone();
  assert.equal(await valueOf(page, 'user'), 'ravi@login');
  assert.equal(await valueOf(page, 'pass'), 'S3cret-1');
  assert.deepEqual(await page.evaluate(() => [window.heard, document.activeElement.name]), [['input:user', 'change:user', 'input:pass', 'change:pass'], 'pass']);
  assert.deepEqual(redeemed().map((a) => a.body.origin), [all.sites.origin('login.example')]);
});

test('in two steps the password waits at the service until the page asks for it', async () => {
  login('steps.example', { secret: 'S3cret-2', username: 'ravi@steps' });
  const page = await visit(all.sites.at('steps.example', '/one'));
  const popup = await fill(page, 'Login 1');
  await popup.says('The username of Login 1 is filled in.');
  assert.equal(await valueOf(page, 'identifier'), 'ravi@steps');
  assert.equal(await valueOf(page, 'decoy'), '');
  assert.deepEqual(redeemed(), []);
  await page.getByRole('button', { name: 'Next' }).click();
  await has(page, 'pass', 'S3cret-2');
  assert.equal(page.url(), all.sites.at('steps.example', '/two?identifier=ravi%40steps&decoy='));
  await popup.gone();
});

test('a code is filled in on a press of its own, into one field or into six', async () => {
  login('code.example', { secret: 'S3cret-3', code: '492817' });
  const page = await visit(all.sites.at('code.example'));
  const popup = await fill(page, 'Login 1');
  await popup.says('When the page asks for a sign-in code, fill in again there.');
  await page.goto(all.sites.at('code.example', '/code'));
  await (await fill(page, 'Login 1')).gone();
  assert.equal(await valueOf(page, 'otp'), '492817');
  await page.goto(all.sites.at('code.example', '/boxes'));
  await (await fill(page, 'Login 1')).gone();
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('.box')].map((e) => e.value).join('')), '492817');
});

test('where a page asks for a code and the login has none, nothing is redeemed', async () => {
  login('nocode.example', { secret: 'S3cret-3' });
  const page = await visit(all.sites.at('nocode.example', '/code'));
  await (await fill(page, 'Login 1')).says('No sign-in form is there yet.');
  assert.deepEqual(redeemed(), []);
});

test('a form that the page made since is filled in as it is now', async () => {
  login('moved.example', { secret: 'S3cret-4' });
  const page = await visit(all.sites.at('moved.example'));
  all.world.answers['credential-fill'] = async (_asked, usual) => {
    await page.evaluate(() => {
      document.querySelector('form').outerHTML = '<section><form><input name="mail" type="email"><input name="secret" type="password"></form></section>';
    });
    return usual();
  };
  await (await fill(page, 'Login 1')).gone();
  assert.deepEqual([await valueOf(page, 'mail'), await valueOf(page, 'secret')], ['ravi', 'S3cret-4']);
});

test('a framework that keeps its own idea of a field hears of it', async () => {
  login('react.example', { secret: 'S3cret-5' });
  const page = await visit(all.sites.at('react.example'));
  await page.evaluate(() => { // as React watches a field
    const field = document.querySelector('[name=pass]');
    const real = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    let known = '';
    Object.defineProperty(field, 'value', { configurable: true, get: () => real.get.call(field), set: (v) => { known = v; real.set.call(field, v); } });
    field.addEventListener('input', () => { if (real.get.call(field) !== known) window.noticed = real.get.call(field); });
  });
  await (await fill(page, 'Login 1')).gone();
  assert.equal(await page.evaluate(() => window.noticed), 'S3cret-5');
});

test('a page that tampers with what scripts call does not get at it', async () => {
  login('tamper.example', { secret: 'S3cret-6' });
  const page = await visit(all.sites.at('tamper.example'));
  await page.evaluate(() => {
    window.stolen = [];
    for (const name of ['stringify', 'parse']) JSON[name] = (...a) => { window.stolen.push(a); };
    Document.prototype.querySelectorAll = () => { window.stolen.push('all'); return []; };
    window.chrome = { dom: { openOrClosedShadowRoot: () => window.stolen.push('dom') } };
    window.valetkey = { look: () => ({ password: true }), fill: (...a) => window.stolen.push(a) };
  });
  await (await fill(page, 'Login 1')).gone();
  assert.equal(await page.evaluate(() => window.stolen.length), 0);
  assert.equal(await page.evaluate(() => document.querySelector('[name=pass]').value), 'S3cret-6');
});

test('where a new password is chosen, today\'s is not filled in', async () => {
  login('up.example', { secret: 'S3cret-7' });
  const page = await visit(all.sites.at('up.example', '/up'));
  const popup = await fill(page, 'Login 1');
  await popup.says('The username of Login 1 is filled in.');
  assert.deepEqual([await valueOf(page, 'new'), await valueOf(page, 'again')], ['', '']);
  assert.deepEqual(redeemed(), []);
});

test('after it is filled in, nothing secret is left with the extension', async () => { // promise 1
  login('left.example', { secret: 'S3cret-8', code: '113355' });
  const page = await visit(all.sites.at('left.example'));
  const popup = await fill(page, 'Login 1');
  await popup.says('fill in again there');
  const left = await popup.eval(`(async () => document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie, await caches.keys(), await indexedDB.databases()]))()`);
  const worker = await all.browser.worker.evaluate(async () => JSON.stringify([Object.keys(globalThis).map((k) => String(globalThis[k])), await caches.keys(), await indexedDB.databases(), typeof chrome.storage]));
  for (const secret of ['S3cret-8', '113355', 'ticket-']) assert.ok(!(left + worker).includes(secret), `${secret} is left behind`);
  assert.ok(worker.endsWith('"undefined"]'), 'it may store things');
});
