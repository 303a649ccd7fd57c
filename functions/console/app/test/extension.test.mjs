import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as j from './access.mjs';
import { extension, opened, refused } from './extension.mjs';
import { organization } from './inside.mjs';
import * as l from './lock.mjs';
import { button, heading, prepare } from './way.mjs';

const { way } = prepare();
const extensionID = readFileSync(new URL('../../extension/contract.ts', import.meta.url), 'utf8').match(/extensionID = '([a-p]{32})'/)[1];
const user = { 'person-me': a.me(a.asUser), 'notice-list': { items: [], unseen: 0 }, 'organization-see': organization, 'request-queue': { items: [] } };
const signedIn = { signedIn: true };
const place = `/organizations/${a.provider}/resources/${a.resource}`;
const one = (...access) => ({ ...user, 'resource-see': j.place(...access) });
const asked = (page) => page.evaluate(() => window.asked.filter((q) => q.kind === 'launch'));

test('Launch hands over to the extension what to sign in with, and nothing secret (G6)', async () => {
  await way(place, 'Ad manager', one(j.access('standing')), async (page, all) => {
    await extension(opened)(page);
    await button(page, 'Launch Ad manager').click();
    await page.getByRole('status').getByText('business.social.example is open in a new tab, and is filled in there.').waitFor();
    assert.deepEqual(await asked(page), [{ to: extensionID, kind: 'launch', organization: a.provider, resource: a.resource, credential: j.access('standing').credential, name: 'Ad manager' }]);
    assert.ok(!all.some((q) => /launch|reveal|fill/.test(q.name)), 'the page itself asks for no ticket');
  }, signedIn);
});

test('without the extension nothing is launched, and the install is offered (G6)', async () => {
  await way(place, 'Ad manager', one(j.access('standing')), async (page, all) => {
    await button(page, 'Launch Ad manager').click();
    await page.getByRole('dialog', { name: 'Signing in takes the extension' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await button(page, 'Launch Ad manager').click();
    await page.getByRole('link', { name: 'Get it' }).click();
    await heading(page, 'The browser extension').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Download it' }).getAttribute('href'), '/valetkey-extension.zip');
    assert.ok(!all.some((q) => q.name.includes('launch')));
  }, signedIn);
});

test('what the extension was refused is said, and a locked one leads to where it is asked for (J3)', async () => {
  await way(place, 'Ad manager', one(j.access('open')), async (page) => {
    await extension(refused('access-locked', 'Ad manager is locked: ask to be let in.'))(page);
    await button(page, 'Launch Ad manager').click();
    await page.getByRole('dialog').getByText('Ad manager is locked: ask to be let in.').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Request access' }).getAttribute('href'), `${place}/request`);
  }, signedIn);
});

test('a locked organization is unlocked first, and the launch goes on (S9)', async () => {
  await way(place, 'Ad manager', { ...one(j.access('standing')), 'lock-unlock': { ...l.none, set: true, unlocked: true } }, async (page, all) => {
    await extension(refused('organization-locked', 'Unlock the organization first.'), opened)(page);
    await button(page, 'Launch Ad manager').click();
    await page.getByLabel('Organization key', { exact: true }).fill('six words that nobody knows');
    await button(page, 'Unlock').click();
    await page.getByText('is open in a new tab').waitFor();
    assert.equal((await asked(page)).length, 2);
    assert.equal(all.filter((q) => q.name === 'lock-unlock').length, 1);
  }, signedIn);
});

test('what is locked, pending or at no web address has no Launch', async () => {
  for (const state of ['locked', 'pending']) {
    await way(place, 'Ad manager', { ...one(j.access(state)), 'request-see': 'never' }, async (page) => {
      assert.equal(await button(page, 'Launch Ad manager').count(), 0);
    }, signedIn);
  }
  await way(place, 'Ad manager', { ...user, 'resource-see': { ...j.place(j.access('standing')), address: 'ssh://router.example' } }, async (page) => {
    assert.equal(await button(page, 'Launch Ad manager').count(), 0);
  }, signedIn);
});

test('an app is launched from its tile where there is nothing to choose, and leads to its page where there is (G3)', async () => {
  const ready = a.resources[1];
  const two = { ...ready, id: a.id('res', 9), name: 'Two logins', opens: [{ credential: a.id('cred', 1), mode: 'use' }, { credential: a.id('cred', 2), mode: 'use' }] };
  await way('/', 'Hello, Olive', { ...user, 'resource-list': { items: [ready, two, { ...ready, id: a.id('res', 8), name: 'Own', opens: [{ mode: 'use' }] }] } }, async (page) => {
    await extension(opened)(page);
    await button(page, `Launch ${ready.name}`).click();
    await page.getByText('is open in a new tab').waitFor();
    assert.deepEqual((await asked(page)).map((q) => q.credential), [ready.opens[0].credential]);
    assert.equal(await page.getByRole('link', { name: 'Launch Two logins…' }).getAttribute('href'), `/organizations/${a.provider}/resources/${two.id}`);
    assert.equal(await button(page, 'Launch Own').count(), 0);
    assert.equal(await heading(page, 'Hello, Olive').count(), 1, 'a launch leads nowhere else');
  }, signedIn);
});
