import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as j from './access.mjs';
import * as i from './inside.mjs';
import { button, heading, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const inn = { 'person-me': a.me(a.asUser), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'group-list': i.groups, 'request-queue': { items: [] } };
const admin = { ...inn, 'person-me': a.me(a.asAdmin) };
const signedIn = { signedIn: true };
const org = `/organizations/${a.provider}`;
const place = `${org}/resources/${a.resource}`;
const one = `${org}/requests/${j.request}`;
const asks = 'Ravi Patel asks for Ad manager';
const mine = 'Your request for Ad manager';
const look = (l) => l.evaluate((e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color, getComputedStyle(e).borderColor].join());

test('a locked app leads to where it is asked for, and the reason that is required is (J3, J4)', async () => {
  const answers = { ...inn, 'resource-list': { items: [{ ...a.resources[1], access: [j.access('locked')] }] }, 'resource-see': j.place(j.access('locked')), 'request-create': j.asked(j.own), 'request-see': j.detail(j.own) };
  await way('/', 'Hello, Olive', answers, async (page, all) => {
    await page.getByText('Locked · Request access').first().click();
    await heading(page, 'Access to Ad manager').waitFor();
    assert.equal(await page.getByRole('radio', { name: '24 hours' }).count(), 0, 'longer than the policy lets');
    await page.getByRole('radio', { name: '4 hours' }).check();
    await button(page, 'Request access').click();
    await page.getByText('Why do you need it? A sentence is enough.').waitFor();
    assert.equal(named(all, 'request-create').length, 0);
    await page.getByLabel('Why?').fill('  The prices are wrong. ');
    await button(page, 'Request access').click();
    await heading(page, mine).waitFor();
    assert.deepEqual(named(all, 'request-create')[0].body, { assignment: a.id('assign', 1), length: 14_400, reason: 'The prices are wrong.' });
    assert.ok(named(all, 'request-create')[0].headers['idempotency-key']);
  }, signedIn);
});

test('any length within the longest may be stated in its own unit (J2)', async () => {
  const answers = { ...inn, 'resource-see': j.place(j.access('locked', { policy: j.automatic })), 'request-create': j.asked({ ...j.opened, ...j.own, timeline: undefined }), 'request-see': j.detail({ ...j.opened, ...j.own }) };
  await way(`${place}/request`, 'Access to Ad manager', answers, async (page, all) => {
    await page.getByRole('radio', { name: 'Other…' }).check();
    await page.getByLabel('Other length').fill('90');
    await page.getByLabel('Counted in').selectOption('minutes');
    await page.getByLabel('Why?').fill('The prices are wrong.');
    await button(page, 'Open it').click();
    await heading(page, mine).waitFor();
    assert.equal(named(all, 'request-create')[0].body.length, 5_400);
    await page.getByText(/^\d h \d\d min left$/).or(page.getByText(/\d h \d\d min left/)).first().waitFor();
  }, signedIn);
});

test('access that locked itself is asked back without a length (J10)', async () => {
  const answers = { ...inn, 'resource-see': j.place(j.access('locked', { policy: j.locking })), 'request-create': j.asked(j.own), 'request-see': j.detail(j.own) };
  await way(`${place}/request`, 'Access to Ad manager', answers, async (page, all) => {
    await button(page, 'Request access').click();
    await heading(page, mine).waitFor();
    assert.deepEqual(named(all, 'request-create')[0].body, { assignment: a.id('assign', 1) });
  }, signedIn);
});

test('while a request waits, the request page shows that one, and it can be taken back (J4, J8)', async () => {
  let now = j.detail({ ...j.own, ...j.once });
  const answers = { ...inn, 'resource-see': j.place(j.access('pending')), 'request-see': () => now, 'request-cancel': () => { now = j.detail({ ...j.own, state: 'cancelled', decided: a.ago(0) }); return j.asked({ ...j.own, state: 'cancelled' }); } };
  await way(`${place}/request`, 'Access to Ad manager', answers, async (page, all) => {
    await page.getByText('1 of 2 approved: Dana Reyes.').waitFor();
    assert.equal(await button(page, 'Request access').count(), 0);
    await button(page, 'Cancel request').click();
    await page.getByText('Olive Baker took it back').waitFor();
    assert.equal(named(all, 'request-cancel').length, 1);
  }, signedIn);
});

test('breaking the glass says first what it brings about, and needs a reason (J12)', async () => {
  const answers = { ...inn, 'resource-see': j.place(j.access('locked', { breakGlass: true })), 'request-break': j.asked({ ...j.glass, ...j.own, timeline: undefined }), 'request-see': j.detail({ ...j.glass, ...j.own }) };
  await way(`${place}/request`, 'Access to Ad manager', answers, async (page, all) => {
    await page.getByRole('link', { name: 'Break the glass…' }).click();
    await page.getByText('is told at once, loudly').waitFor();
    await button(page, 'Break the glass').click();
    await page.getByText('What happened, and why can it not wait?').waitFor();
    assert.equal(named(all, 'request-break').length, 0);
    await page.getByLabel('Why can it not wait?').fill('The shop is down.');
    await button(page, 'Break the glass').click();
    await heading(page, 'You broke the glass of Ad manager').waitFor();
    assert.deepEqual(named(all, 'request-break')[0].body, { assignment: a.id('assign', 1), length: 3_600, reason: 'The shop is down.' });
  }, signedIn);
});

test('where no glass may be broken, there is no way to', async () => {
  await way(`${place}/request`, 'Access to Ad manager', { ...inn, 'resource-see': j.place(j.access('locked')) }, async (page) => {
    assert.equal(await page.getByText('Break the glass').count(), 0);
  }, signedIn);
});

test('neither decision is nearer, and nothing is preselected (J7)', async () => {
  await way(one, asks, { ...admin, 'request-see': j.detail() }, async (page, all) => {
    for (const text of ['Nobody has approved yet: 2 must.', 'Dana Reyes, Olive Baker', 'if approved now', 'After your approval 1 more is needed.']) await page.getByText(text).first().waitFor();
    const [yes, no] = [button(page, 'Approve'), button(page, 'Deny')];
    const [left, right] = [await yes.boundingBox(), await no.boundingBox()];
    assert.deepEqual([left.y, Math.round(left.width)], [right.y, Math.round(right.width)]);
    assert.equal(await look(yes), await look(no));
    assert.equal(await page.getByRole('radio', { checked: true }).count(), 0);
    assert.ok(left.y + left.height <= 740, 'both are in sight on a phone');
    assert.deepEqual(all.map((q) => q.name).filter((n) => n.startsWith('request-')), ['request-see']);
  }, signedIn);
});

test('an approval may shorten, and carries a note (J7)', async () => {
  let now = j.detail({ ...j.once });
  const answers = { ...admin, 'request-see': () => now, 'request-approve': () => { now = j.detail(j.opened); return j.asked({ ...j.opened, timeline: undefined }); } };
  await way(one, asks, answers, async (page, all) => {
    await button(page, 'Approve for less than 8 hours…').click();
    await page.getByRole('radio', { name: '4 hours' }).check();
    await page.getByLabel('A note to them, if you like').fill('Four hours should do.');
    await button(page, 'Approve').click();
    await page.getByText('Dana Reyes and Olive Baker approved it').waitFor();
    await page.getByText(/\d h \d\d min left/).first().waitFor();
    assert.deepEqual(named(all, 'request-approve').map((q) => q.body), [{ length: 14_400, note: 'Four hours should do.' }]);
    assert.equal(await button(page, 'Deny').count(), 0);
  }, signedIn);
});

test('a denial closes it; a decision that comes too late is told what happened instead', async () => {
  let now = j.detail();
  const late = { problem: 409, kind: 'conflict', wire: { detail: 'Dana Reyes made it denied at 2026-03-03T09:00:00Z.' } };
  const answers = { ...admin, 'request-see': () => now, 'request-deny': () => { now = j.detail(j.denied); return late; } };
  await way(one, asks, answers, async (page, all) => {
    await button(page, 'Deny').click();
    await page.getByText('Dana Reyes denied it').waitFor();
    assert.deepEqual(named(all, 'request-deny').map((q) => q.body), [{}]);
  }, { signedIn: true, refusals: true });
});

test('who approved already is not asked again, and who may not decide is not asked at all', async () => {
  const voted = { ...j.once, mayDecide: false, timeline: [{ ...j.once.timeline[0], actor: a.person.id }] };
  for (const [detail, who] of [[voted, admin], [{ mayDecide: false }, inn]]) {
    await way(one, asks, { ...who, 'request-see': j.detail(detail) }, async (page) => {
      assert.equal(await page.getByText('You approved it.').count(), detail === voted ? 1 : 0);
      assert.equal(await button(page, 'Approve').count(), 0);
      assert.equal(await button(page, 'Deny').count(), 0);
    }, signedIn);
  }
});

test('a period is ended early only after a second look (J8)', async () => {
  let now = j.detail({ ...j.opened, ...j.own });
  const ended = { ...j.opened, ...j.own, open: false, closes: a.ago(0), endedBy: 'Olive Baker' };
  const answers = { ...inn, 'request-see': () => now, 'request-end': () => { now = j.detail(ended); return j.asked({ ...ended, timeline: undefined }); } };
  await way(one, mine, answers, async (page, all) => {
    await page.getByRole('link', { name: 'I am done: end it…' }).click();
    await page.getByText('It closes at once').waitFor();
    assert.equal(named(all, 'request-end').length, 0);
    await button(page, 'End it now').click();
    await page.getByText('Olive Baker ended it').waitFor();
    assert.equal(named(all, 'request-end').length, 1);
  }, signedIn);
});

test('a broken glass is reviewed with what was found (J12)', async () => {
  let now = j.detail(j.glass);
  const answers = { ...admin, 'request-see': () => now, 'request-review': () => { now = j.detail(j.reviewed); return j.asked({ ...j.reviewed, timeline: undefined }); } };
  await way(one, 'Ravi Patel broke the glass of Ad manager', answers, async (page, all) => {
    await button(page, 'It is reviewed').click();
    await page.getByText('Say what you found.', { exact: true }).waitFor();
    await page.getByLabel('What you found').fill('He restored the prices and nothing else.');
    await button(page, 'It is reviewed').click();
    await page.getByText('Dana Reyes reviewed it').waitFor();
    assert.deepEqual(named(all, 'request-review').map((q) => q.body), [{ note: 'He restored the prices and nothing else.' }]);
  }, signedIn);
});

test('what waits is marked in the navigation, and an auditor is asked for nothing (J6)', async () => {
  await way(`${org}/requests`, 'Requests', { ...admin, 'request-queue': j.queue }, async (page) => {
    await page.getByRole('navigation', { name: 'Northwind IT' }).getByText('3', { exact: true }).waitFor();
    await page.getByText('Bartholomew Featherstonehaugh: Ad manager of the bakery').waitFor();
  }, signedIn);
  const auditor = { ...inn, 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }), 'audit-list': { items: [] }, 'member-list': i.members };
  await way(`${org}/record`, 'Record', auditor, async (_page, all) => {
    assert.equal(named(all, 'request-queue').length, 0);
  }, signedIn);
});
