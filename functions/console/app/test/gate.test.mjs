import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as j from './access.mjs';
import * as i from './inside.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const user = { 'person-me': a.me(a.asUser), 'notice-list': { items: [], unseen: 0 } };
const admin = { ...user, 'person-me': a.me(a.asAdmin), 'organization-see': i.organization, 'group-list': i.groups, 'request-queue': { items: [] }, 'resource-see': j.managed };
const signedIn = { signedIn: true };
const place = `/organizations/${a.provider}/resources/${a.resource}`;
const state = 'A'.repeat(43);
const enter = `/enter?${new URLSearchParams({ organization: a.provider, resource: a.resource, state, to: '/start?x=1' })}`;

test('who is signed in is taken on at once, to where they wanted (J13)', async () => {
  const address = 'https://wiki.northwind.example/.valetkey/enter?code=once&to=%2Fstart';
  const arrived = [];
  let ready = false;
  await way(enter, 'Taking you there', { ...user, 'gate-pass': () => (ready ? { address } : 'never') }, async (page, all, context) => {
    await context.route('https://wiki.northwind.example/**', (route) => {
      arrived.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', body: '<h1>The wiki</h1>' });
    });
    ready = true;
    await page.reload();
    await page.getByRole('heading', { name: 'The wiki' }).waitFor();
    assert.deepEqual(named(all, 'gate-pass').at(-1).body, { state, to: '/start?x=1' });
    assert.deepEqual(arrived.slice(-1), [address]);
  }, signedIn);
});

test('who is not on it is told so, and no more (promise 7)', async () => {
  const absent = { problem: 404, kind: 'not-found', wire: { detail: 'There is no such resource.' } };
  await way(enter, 'This page is not open to you', { ...user, 'gate-pass': absent }, async (page) => {
    await page.getByText('It is on no list of yours').waitFor();
    assert.equal(await button(page, 'Try again').count(), 0);
  }, { ...signedIn, refusals: true });
});

test('a gate is switched on, its key is shown once, in the configuration too (J13)', async () => {
  const on = { on: true, host: 'wiki.northwind.example:8443', since: a.ago(0), by: 'Olive Baker' };
  const key = `${a.provider}.${a.resource}.once-and-never-again`;
  let now = { on: false };
  const set = () => ({ ...(now = on), key });
  await way(place, 'Ad manager', { ...admin, 'gate-see': () => now, 'gate-set': set }, async (page, all) => {
    await page.getByRole('link', { name: 'A gate before it' }).click();
    await page.getByText('There is none.').waitFor();
    await button(page, 'Switch it on').click();
    await page.getByRole('region', { name: 'The key', exact: true }).getByText(key).waitFor();
    assert.deepEqual(named(all, 'gate-set')[0].body, { signsIn: false });
  }, signedIn);
  await way(`${place}/gate`, 'The gate of Ad manager', { ...admin, 'gate-see': on, 'gate-rotate': { ...on, key, oldUntil: a.ago(-1) } }, async (page) => {
    const text = page.getByRole('region', { name: 'The proxy’s configuration' });
    await text.getByText('listen 8443 ssl;').waitFor();
    await text.getByText('"GATE_KEY"').waitFor();
    await button(page, 'Make another key').click();
    await page.getByRole('region', { name: 'The key', exact: true }).getByText(key).waitFor();
    await text.getByText(`"${key}"`).waitFor();
    assert.ok((await text.innerText()).includes('server_name wiki.northwind.example;'));
    await page.reload();
    await heading(page, 'The gate of Ad manager').waitFor();
    await text.getByText('"GATE_KEY"').waitFor();
    await leftNowhere(page, key);
  }, signedIn);
});

test('an auditor sees a gate and changes nothing', async () => {
  const auditor = { ...admin, 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }) };
  await way(`${place}/gate`, 'The gate of Ad manager', { ...auditor, 'gate-see': { on: true, host: 'wiki.northwind.example', signsIn: true, since: a.ago(2), by: 'Dana Reyes' } }, async (page) => {
    await page.getByText('Dana Reyes switched it on').waitFor();
    for (const name of ['Switch it off', 'Make another key', 'Switch it on']) assert.equal(await button(page, name).count(), 0);
  }, signedIn);
});
