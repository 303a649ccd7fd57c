import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as c from './consent.mjs';
import * as i from './inside.mjs';
import { button, heading, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const user = { 'person-me': a.me(a.asUser), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'request-queue': { items: [] } };
const admin = { ...user, 'person-me': a.me(a.asAdmin), 'member-list': i.members, 'group-list': i.groups };
const signedIn = { signedIn: true };
const place = `/organizations/${a.provider}/resources/${a.resource}`;
const one = `/organizations/${a.provider}/consents/${c.consent}`;
const asks = 'Dana Reyes asks for your login Ad manager, Olive Baker';
const look = (l) => l.evaluate((e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color, getComputedStyle(e).borderColor].join());

test('the link of the mail shows who asks, and approving stands beside denying, both alike and none chosen (C6, C7)', async () => {
  let now = c.asked();
  const answers = { ...user, 'consent-see': () => now, 'consent-approve': () => { now = c.asked(c.approved); return now; } };
  await way(one, asks, answers, async (page, all) => {
    await page.getByText('You are away next week, <b>and</b> the spring campaign').waitFor();
    const [approve, deny] = [button(page, 'Approve'), button(page, 'Deny')];
    assert.equal(await look(approve), await look(deny));
    const [left, right] = [await approve.boundingBox(), await deny.boundingBox()];
    assert.ok(left.y === right.y && left.width === right.width && right.y + right.height <= 740, 'not side by side within sight');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName === 'BUTTON'), false, 'one has the focus');
    assert.equal(named(all, 'consent-approve').length + named(all, 'consent-deny').length, 0, 'opening it decided something');
    await approve.click();
    await page.getByText('allowed admin access').first().waitFor();
    assert.equal(named(all, 'consent-approve').length, 1);
    assert.ok(named(all, 'consent-approve')[0].headers['idempotency-key']);
  }, signedIn);
});

test('denying sends the note, and what is decided meanwhile is said (C7)', async () => {
  const answers = { ...user, 'consent-see': c.asked(), 'consent-deny': { problem: 409, kind: 'conflict', wire: { detail: 'Dana Reyes made it cancelled at 2026-03-02T09:00:00Z.' } } };
  await way(one, asks, answers, async (page, all) => {
    await page.getByLabel('If you deny: a note to them, if you like').fill('  Use the company’s. ');
    await button(page, 'Deny').click();
    await page.getByText('Dana Reyes made it cancelled').waitFor();
    assert.deepEqual(named(all, 'consent-deny')[0].body, { note: 'Use the company’s.' });
  }, { ...signedIn, refusals: true });
});

test('who asked cannot answer, and takes it back (C6)', async () => {
  let now = c.asked(c.mine);
  const answers = { ...admin, 'consent-see': () => now, 'consent-cancel': () => { now = c.asked({ ...c.mine, state: 'cancelled', decided: a.ago(0), decidedBy: 'Olive Baker' }); return now; } };
  await way(one, 'You asked Ravi Patel for Ad manager, Ravi Patel', answers, async (page) => {
    assert.equal(await button(page, 'Approve').count(), 0);
    await page.getByText('nobody can answer for them').waitFor();
    await button(page, 'Cancel the request').click();
    await page.getByText('Olive Baker took it back').waitFor();
  }, signedIn);
});

test('an admin sees that an unmanaged login exists, and requests it with a message (C4, C6)', async () => {
  const answers = { ...admin, 'resource-see': c.withLogins(c.theirs(), c.own({ managed: true })), 'consent-ask': c.asked(c.mine), 'consent-see': c.asked(c.mine) };
  await way(place, 'Ad manager', answers, async (page, all) => {
    await page.getByText('Unmanaged').waitFor();
    await page.getByText('Ravi Patel · ravi.p').waitFor();
    await page.getByRole('link', { name: 'Request credentials' }).click();
    await heading(page, 'Request Ad manager, Ravi Patel').waitFor();
    await page.getByLabel('A message to its owner, if you like').fill('Please.');
    await button(page, 'Request credentials').click();
    await heading(page, 'You asked Ravi Patel for Ad manager, Ravi Patel').waitFor();
    assert.deepEqual(named(all, 'consent-ask')[0].body, { message: 'Please.' });
  }, signedIn);
});

test('a user sees their own logins and is offered nothing of others (C4)', async () => {
  await way(place, 'Ad manager', { ...user, 'resource-see': c.withLogins(c.own()) }, async (page) => {
    await page.getByRole('link', { name: 'Admin access…' }).waitFor();
    assert.equal(await page.getByText('Request credentials').count(), 0);
  }, signedIn);
});

test('ending admin access counts first what ends and lists who has seen it (C7)', async () => {
  let now = c.weighed;
  const answers = {
    ...user, 'resource-see': () => c.withLogins(c.own({ managed: now.managed })), 'consent-weigh': () => now,
    'consent-withdraw': () => { now = { ...c.weighed, managed: false, viewers: [] }; return c.weighed; },
  };
  await way(`${place}/logins/${a.id('cred', 5)}`, 'Ad manager, Olive Baker', answers, async (page, all) => {
    await page.getByText('2 admins may view it no more: Dana Reyes, Bartholomew Featherstonehaugh.').waitFor();
    await page.getByText('may know what it is now').waitFor();
    await button(page, 'End admin access').click();
    await page.getByText('It is yours alone').waitFor();
    assert.equal(named(all, 'consent-withdraw').length, 1);
    await button(page, 'Allow admin access to the password').waitFor();
  }, signedIn);
});
