import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as c from './consent.mjs';
import * as i from './inside.mjs';
import { button, heading, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const inn = { 'request-queue': { items: [] }, 'person-me': a.me(a.asAdmin), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'member-list': (_, asked) => (asked.url().includes('removed') ? i.removed : i.members), 'group-list': i.groups, 'app-list': i.apps };
const signedIn = { signedIn: true };
const org = `/organizations/${a.provider}`;
const place = `${org}/resources/${a.resource}`;
const asked = { ...a.resources[0], id: a.resource, assignments: [], credentials: [] };

test('an app of the catalogue fills in its name and address, and joining a pending request is said', async () => {
  for (const [since, joined] of [[a.ago(2), true], [new Date().toISOString(), false]]) {
    const made = { ...a.resources[0], lender: { ...a.resources[0].lender, since } };
    const answers = { ...inn, 'delegation-ask': made, 'resource-see': { ...asked, lender: made.lender } };
    await way(`${org}/ask`, 'Ask an owner for access', answers, async (page, all) => {
      await page.getByRole('textbox', { name: 'Account' }).fill('insta');
      await button(page, 'Instagram').click();
      await page.getByLabel('Owner’s email').fill('olive@bakery.example');
      await button(page, 'Ask for access').click();
      await heading(page, 'Social account').waitFor();
      assert.deepEqual(named(all, 'delegation-ask')[0].body, { name: 'Instagram', address: 'https://instagram.example/login', owner: 'olive@bakery.example' });
      assert.equal(await page.getByText('you joined their request').count(), joined ? 1 : 0);
    }, signedIn);
  }
});

test('every icon that the catalogue names is known to the page', () => {
  const apps = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../shared/catalogue/apps.json'), 'utf8'));
  const icons = readFileSync(join(import.meta.dirname, '../src/pages/ask/icons.ts'), 'utf8').match(/IconBrand\w+/g);
  assert.deepEqual(apps.map((app) => app.icon).filter((icon) => icon !== 'IconWorld' && !icons.includes(icon)), []);
});

test('a request is sent again, and cancelled only after it was said what that means', async () => {
  let now = asked;
  const answers = { ...inn, 'resource-see': () => now, 'delegation-resend': a.resources[0], 'delegation-cancel': () => { now = { ...asked, state: 'cancelled', lender: { ...asked.lender, lapses: undefined } }; return { ...a.resources[0], state: 'cancelled' }; } };
  await way(place, 'Social account', answers, async (page, all) => {
    await button(page, 'Send it again').click();
    await page.getByText('Sent again: they have the same link once more.').waitFor();
    await page.getByRole('link', { name: 'Cancel request…' }).click();
    await page.getByText('it says that you took it back').waitFor();
    assert.equal(named(all, 'delegation-cancel').length, 0);
    await button(page, 'Cancel request').click();
    await page.getByText('Request cancelled').waitFor();
    assert.equal(named(all, 'delegation-cancel').length, 1);
    await button(page, 'Send it again').waitFor({ state: 'detached' });
  }, signedIn);
});

test('a refused resend says why', async () => {
  const answers = { ...inn, 'resource-see': asked, 'delegation-resend': { problem: 429, kind: 'too-many', headers: { 'retry-after': '7200' }, wire: { detail: 'It was sent three times today.' } } };
  await way(place, 'Social account', answers, async (page) => {
    await button(page, 'Send it again').click();
    await page.getByText('It was sent three times today. You can try again in 2 hours.').waitFor();
  }, { signedIn: true, refusals: true });
});

test('removing a member counts what ends first, and then shows what they may know', async () => {
  let now = i.member();
  const answers = { ...inn, 'member-see': () => now, 'member-leaving': i.nothingLeft, 'member-received': i.received, 'member-remove': () => { now = i.member({ state: 'removed', ended: a.ago(0), endedBy: 'Olive Baker', groups: [] }); } };
  await way(`${org}/members/${i.member().person}`, 'Dana Reyes', answers, async (page, all) => {
    await page.getByRole('link', { name: 'Remove…' }).click();
    for (const text of ['1 group they are in', '2 apps they are on by themselves', '31 passwords']) await page.getByText(text).waitFor();
    assert.equal(named(all, 'member-remove').length, 0);
    await button(page, 'Remove Dana Reyes').click();
    await page.getByText('What they received, and may still know').waitFor();
    await page.getByText('by Olive Baker').waitFor();
    await page.getByRole('link', { name: 'Remove…' }).waitFor({ state: 'detached' });
  }, signedIn);
});

test('who is removed leaves what they kept to themselves: it is counted first, and requested one by one', async () => {
  const asks = [];
  let pending = 0, most = 0;
  const left = () => ({ ...i.leaving, unmanaged: i.leaving.unmanaged.map((l) => (asks.includes(l.credential) ? { ...l, request: i.leaving.unmanaged[2].request } : l)) });
  const answers = {
    ...inn, 'member-see': i.member(), 'member-received': i.received, 'member-leaving': left,
    'consent-ask': async (_, ask) => {
      most = Math.max(most, ++pending);
      await new Promise((r) => setTimeout(r, 50));
      pending--;
      asks.push(ask.url().match(/credentials\/([^/]+)/)[1]);
      return c.asked({});
    },
  };
  await way(`${org}/members/${i.member().person}/remove`, 'Remove Dana Reyes?', answers, async (page, all) => {
    for (const text of ['3 logins', '2 managed logins', 'wait 30 days']) await page.getByText(text).first().waitFor();
    assert.equal(await page.getByRole('link', { name: 'Requested' }).count(), 1);
    await button(page, 'Request these 2 first').click();
    await page.getByText('2 logins requested.').waitFor();
    assert.deepEqual([asks, most], [i.leaving.unmanaged.slice(0, 2).map((l) => l.credential), 1]);
    await page.getByRole('link', { name: 'Requested' }).nth(2).waitFor();
    await button(page, 'Request these 2 first').waitFor({ state: 'detached' });
    assert.equal(named(all, 'member-remove').length, 0);
  }, signedIn);
});

test('a role is changed only by the button, and the refusal for the last admin is shown', async () => {
  const answers = { ...inn, 'member-see': i.member(), 'member-received': { items: [] }, 'member-role': { problem: 409, kind: 'conflict', wire: { detail: 'Northwind IT must keep an admin.' } } };
  await way(`${org}/members/${i.member().person}`, 'Dana Reyes', answers, async (page, all) => {
    await page.getByLabel('Role').selectOption('admin');
    assert.equal(named(all, 'member-role').length, 0);
    await button(page, 'Make them an admin').click();
    await page.getByText('Northwind IT must keep an admin.').waitFor();
    assert.deepEqual(named(all, 'member-role')[0].body, { role: 'admin' });
  }, { signedIn: true, refusals: true });
});

test('an invitation is taken back after a second look', async () => {
  const answers = { ...inn, 'invitation-cancel': undefined };
  await way(`${org}/members`, 'Members', answers, async (page, all) => {
    await button(page, 'Take back… the invitation of late@northwind.example').click();
    assert.equal(named(all, 'invitation-cancel').length, 0);
    await page.getByText('Take it back?').waitFor();
    const taken = page.waitForResponse((r) => r.request().method() === 'DELETE');
    await button(page, 'Take back').click();
    await taken;
    assert.equal(named(all, 'invitation-cancel').length, 1);
  }, signedIn);
});

test('a group that carried much is deleted in as many calls as that takes', async () => {
  let left = 3;
  const answers = { ...inn, 'group-delete': () => ({ ended: 40, left: --left > 0 }) };
  await way(`${org}/groups/${i.group.id}/delete`, 'Delete the group Campaigns?', answers, async (page, all) => {
    await page.getByText('2 members are in it, and stay members.').waitFor();
    await button(page, 'Delete Campaigns').click();
    await heading(page, 'Groups').waitFor();
    assert.equal(named(all, 'group-delete').length, 3);
  }, signedIn);
});

test('a member is put into a group and taken out', async () => {
  const answers = { ...inn, 'group-add': { ...i.group, members: [...i.group.members, i.member().person] }, 'group-drop': i.group };
  await way(`${org}/groups/${i.group.id}`, 'Campaigns', answers, async (page, all) => {
    await page.getByLabel('Put somebody in').selectOption('Dana Reyes');
    await button(page, 'Put in').click();
    await button(page, 'Take out Dana Reyes').or(page.getByText('2 members')).first().waitFor();
    assert.deepEqual(named(all, 'group-add')[0].body, { person: i.member().person });
    await button(page, 'Take out Ravi Patel').click();
    await page.waitForTimeout(100);
    assert.equal(named(all, 'group-drop').length, 1);
  }, signedIn);
});

test('which lines of the record are shown is in the address, and stays when the page is loaded again', async () => {
  await way(`${org}/record?action=policy.`, 'Record', { ...inn, 'audit-list': i.record }, async (page, all) => {
    await page.getByLabel('Who').selectOption('Dana Reyes');
    await page.getByLabel('From day').fill('2026-03-01');
    const dana = i.members.items[1].person;
    await page.waitForURL((to) => to.searchParams.get('from') === '2026-03-01');
    await page.reload();
    await heading(page, 'Record').waitFor();
    await page.getByText('suspended').first().waitFor();
    assert.equal(await page.getByLabel('What').inputValue(), 'policy.');
    const { person, action, from } = named(all, 'audit-list').at(-1).query;
    assert.deepEqual([person, action, from], [dana, 'policy.', '2026-02-28T23:00:00.000Z']);
  }, signedIn);
});

test('the record is filtered by person, act, day and thing, never by person and thing together', async () => {
  await way(`${org}/record`, 'Record', { ...inn, 'audit-list': i.record }, async (page, all) => {
    const last = () => named(all, 'audit-list').at(-1).query;
    const settled = async (fits) => {
      for (let n = 0; n < 100 && !fits(last()); n++) await page.waitForTimeout(50);
      assert.ok(fits(last()), JSON.stringify(last()));
    };
    await page.getByLabel('Who').selectOption('Rex Moreau (removed)');
    await settled((q) => q.person === i.removed.items[0].person);
    await page.getByLabel('What').selectOption('credential.revealed');
    await settled((q) => q.action === 'credential.revealed' && q.person);
    await page.getByLabel('From day').fill('2026-03-01');
    await page.getByLabel('To day').fill('2026-03-31');
    await settled((q) => q.from === '2026-02-28T23:00:00.000Z' && q.to === '2026-03-31T22:00:00.000Z'); // days in Zurich, summer time between them
    await button(page, 'Ravi Patel').first().click();
    await settled((q) => q.thing === i.ravi && !q.person);
    await page.getByText('Only what was done to Ravi Patel.').waitFor();
    await button(page, 'Show everything').click();
    await page.getByText('Only what was done to').waitFor({ state: 'detached' });
    assert.deepEqual(await Promise.all(['Who', 'What', 'From day'].map((l) => page.getByLabel(l, { exact: true }).inputValue())), ['', '', '']);
    assert.ok(named(all, 'audit-list').every((q) => !(q.query.person && q.query.thing)));
  }, signedIn);
});

test('the export follows the pages to the end and is saved whole', async () => {
  const pages = { '': ['at,who\n1,a\n', 'two'], two: ['2,b\n', 'three'], three: ['3,c\n', ''] };
  const answers = { ...inn, 'audit-list': i.record, 'audit-export': (_, asks) => {
    const [file, next] = pages[new URL(asks.url()).searchParams.get('after') ?? ''];
    return { file, headers: next ? { 'valetkey-next': next } : {} };
  } };
  await way(`${org}/record`, 'Record', answers, async (page, all) => {
    const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as CSV').click()]);
    assert.equal(saved.suggestedFilename(), 'valetkey-record.csv');
    assert.equal(readFileSync(await saved.path(), 'utf8'), 'at,who\n1,a\n2,b\n3,c\n');
    assert.deepEqual(named(all, 'audit-export').map((q) => q.query), [
      { format: 'csv', limit: '1000' }, { format: 'csv', limit: '1000', after: 'two' }, { format: 'csv', limit: '1000', after: 'three' },
    ]);
  }, signedIn);
});

test('the menu leads to each organization, says which is suspended, and leads nowhere there', async () => {
  const answers = { ...inn, 'person-me': a.me(a.asAdmin, a.asSuspended, a.asOwner), 'resource-list': { items: [] }, 'delegation-list': { items: [] } };
  await way('/notices', 'Notices', answers, async (page) => {
    await button(page, 'OB, your account: Olive Baker').click();
    const menu = page.getByRole('navigation', { name: 'Your organizations' });
    assert.deepEqual(await menu.getByRole('link').evaluateAll((all) => all.map((l) => l.getAttribute('href'))), [org, '/shared']);
    await menu.getByText('suspended for now').waitFor();
    await menu.getByRole('link', { name: 'Northwind IT' }).click();
    await heading(page, 'Northwind IT').waitFor();
    await menu.waitFor({ state: 'detached' });
  }, signedIn);
});
