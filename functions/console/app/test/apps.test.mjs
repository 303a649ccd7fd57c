import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as j from './access.mjs';
import * as i from './inside.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const admin = { 'person-me': a.me(a.asAdmin), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'group-list': i.groups, 'member-list': i.members, 'request-queue': { items: [] }, 'resource-see': j.managed };
const user = { ...admin, 'person-me': a.me(a.asUser) };
const signedIn = { signedIn: true };
const org = `/organizations/${a.provider}`;
const place = `${org}/resources/${a.resource}`;
const [campaigns] = j.managed.assignments;
const kept = { id: a.id('cred', 9), name: 'Desk', managed: false, version: 1, revision: 1, changed: a.ago(0), by: 'Olive Baker' };

test('an app is added with https where no scheme was typed, once, and its page follows', async () => {
  await way(`${org}/resources/new`, 'Add an app', { ...admin, 'app-list': { items: [] }, 'resource-create': { ...a.resources[1], id: a.resource } }, async (page, all) => {
    await button(page, 'Add the app').click();
    await page.getByText('Where one signs in, like').waitFor();
    await page.getByLabel('Name').fill(' Ad manager ');
    await page.getByLabel('Address').fill('ads.example/login');
    await button(page, 'Add the app').click();
    await heading(page, 'Ad manager').waitFor();
    assert.deepEqual(named(all, 'resource-create').map((q) => q.body), [{ name: 'Ad manager', address: 'https://ads.example/login' }]);
  }, signedIn);
});

test('one’s own login is kept from admins unless the box is ticked, and its password stays nowhere (C3)', async () => {
  await way(`${place}/add-login`, 'A login of Ad manager', { ...user, 'credential-create': kept }, async (page, all) => {
    const here = page.url();
    for (const allow of [false, true]) {
      await page.getByRole('textbox', { name: 'Password', exact: true }).fill('desk-Plover-2210-tarn');
      const box = page.getByLabel('Allow admin access to the password');
      assert.equal(await box.isChecked(), false);
      if (allow) await box.check();
      await button(page, 'Keep it').click();
      await heading(page, 'Ad manager').waitFor();
      await leftNowhere(page, 'desk-Plover-2210-tarn');
      await page.goto(here);
    }
    const mine = { name: 'Ad manager', belongsTo: 'me', secret: 'desk-Plover-2210-tarn' };
    assert.deepEqual(named(all, 'credential-create').map((q) => q.body), [mine, { ...mine, allowAdminAccess: true }]);
  }, signedIn);
});

test('who is put on an app signs in only, unless an admin says otherwise (G3)', async () => {
  await way(place, 'Ad manager', { ...admin, 'resource-assign': campaigns }, async (page, all) => {
    for (const read of [false, true]) {
      await page.getByRole('link', { name: 'Put somebody on it' }).click();
      await page.getByRole('radio', { name: 'One member' }).check();
      await page.getByLabel('Member', { exact: true }).selectOption({ label: 'Ravi Patel' });
      if (read) await page.getByRole('radio', { name: 'See and use' }).check();
      await button(page, 'Put on').click();
      await heading(page, 'Ad manager').waitFor();
    }
    const on = { member: i.ravi, credential: a.id('cred', 2) };
    assert.deepEqual(named(all, 'resource-assign').map((q) => q.body), [{ ...on, mode: 'use' }, { ...on, mode: 'read' }]);
  }, signedIn);
});

test('taking a group off is asked for first, says how many it closes it for, and is done once', async () => {
  await way(place, 'Ad manager', { ...admin, 'resource-unassign': undefined }, async (page, all) => {
    await page.getByRole('link', { name: 'Take off… Campaigns' }).click();
    await page.getByText('closed to the 2 members of Campaigns, unless they are on it by another way').waitFor();
    assert.equal(named(all, 'resource-unassign').length, 0);
    await button(page, 'Take Campaigns off').click();
    await heading(page, 'Ad manager').waitFor();
    assert.equal(named(all, 'resource-unassign').length, 1);
  }, signedIn);
});

test('who is no admin is offered none of it', async () => {
  await way(place, 'Ad manager', { ...user, 'resource-see': j.place(j.access('open')) }, async (page) => {
    assert.equal(await page.getByRole('link', { name: /Put somebody on it|Take off…|Add a login/ }).count(), 0);
    await page.goto(new URL(`${place}/put-on`, page.url()).href);
    await heading(page, 'Ad manager').waitFor();
  }, signedIn);
});
