import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as s from './sites.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const admin = { 'request-queue': { items: [] }, 'person-me': a.me(a.asAdmin), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'group-list': i.groups, 'relation-weigh': s.weighed };
const signedIn = { signedIn: true };
const sites = `/organizations/${a.provider}/sites`;
const there = `/organizations/${s.site.id}`;
const mine = { ...admin, 'person-me': a.me(s.asSite, a.asOwner), 'organization-see': { ...i.organization, id: s.site.id, name: s.site.name } };
const roles = (page) => page.getByLabel('Role there').locator('option').allTextContents();

test('a client becomes a site, is opened, and its first invited is an admin; then anybody is (S1, S2)', async () => {
  let now = { ...s.fresh, id: s.site.id };
  const answers = {
    ...admin, 'client-list': s.clients, 'site-list': s.sites, 'site-create': () => { const { active: _a, forced: _f, invited: _i, ...made } = now; return made; },
    'site-see': () => now, 'site-on': () => { now = { ...now, open: true, turned: a.ago(0), by: 'Olive Baker' }; const { active: _a, forced: _f, invited: _i, ...one } = now; return one; },
    'site-invite': () => { now = { ...now, invited: [s.invited] }; return s.invited; },
  };
  await way(`${sites}/new`, 'Add a site', answers, async (page, all) => {
    await page.getByText('A client that is there').click();
    assert.deepEqual(await page.getByLabel('Client', { exact: true }).locator('option').allTextContents(), ['Choose one', 'Fabrikam'], 'one that has a site is offered');
    await page.getByLabel('Client', { exact: true }).selectOption('Fabrikam');
    await button(page, 'Add the site').click();
    await heading(page, 'Contoso').waitFor();
    assert.deepEqual(named(all, 'site-create')[0].body, { client: a.id('client', 3) });
    assert.equal(await page.getByLabel('Their email').count(), 0, 'somebody can be invited who could not get in');
    await button(page, 'Enable client sign-in').click();
    await page.getByLabel('Their email').fill('mara@blueharbor.example');
    assert.deepEqual(await roles(page), ['Admin']);
    await button(page, 'Invite to Contoso').click();
    await page.getByText('Invited: mara@blueharbor.example gets a mail with a link.').waitFor();
    assert.deepEqual(named(all, 'site-invite')[0].body, { email: 'mara@blueharbor.example', role: 'admin' });
    now = { ...now, active: true };
    await page.reload();
    await page.getByLabel('Role there').waitFor();
    assert.deepEqual(await roles(page), ['User', 'Reviewer', 'Auditor', 'Admin']);
  }, signedIn);
});

test('an invitation to a site is taken back only after it was asked for twice', async () => {
  const answers = { ...admin, 'site-see': { ...s.site, invited: [s.invited] }, 'site-uninvite': undefined };
  await way(`${sites}/${s.site.id}`, s.site.name, answers, async (page, all) => {
    await page.getByRole('button', { name: /^Take back… the invitation/ }).click();
    assert.equal(named(all, 'site-uninvite').length, 0);
    await button(page, 'Take back').click();
    await page.waitForTimeout(200);
    assert.equal(named(all, 'site-uninvite').length, 1);
  }, signedIn);
});

test('disabling client sign-in says what it closes and what it keeps, and does nothing before that is confirmed (S1)', async () => {
  let now = s.site;
  const { active: _a, forced: _f, invited: _i, ...shut } = { ...s.site, open: false, turned: a.ago(0) };
  const answers = { ...admin, 'site-see': () => now, 'site-off': () => { now = { ...s.site, open: false, turned: a.ago(0) }; return shut; } };
  await way(`${sites}/${s.site.id}`, s.site.name, answers, async (page, all) => {
    await page.getByRole('link', { name: 'Disable client sign-in…' }).click();
    await heading(page, `Disable client sign-in of ${s.site.name}?`).waitFor();
    for (const text of ['is out of it', 'waits, in both directions', 'Nothing is lost']) await page.getByText(text).first().waitFor();
    assert.equal(named(all, 'site-off').length, 0);
    await button(page, 'Disable client sign-in').click();
    await button(page, 'Enable client sign-in again').waitFor();
  }, signedIn);
});

test('a relation ends from either side only for who types the other side\'s name (S1)', async () => {
  const cases = [
    [`${sites}/${s.site.id}/end`, { ...admin, 'site-see': s.site, 'site-list': s.sites, 'relation-end': undefined }, 'Northwind IT', s.site.name, 'Sites'],
    [`${there}/provider/end`, { ...mine, 'provider-see': s.seen, 'resource-list': { items: [] }, 'relation-end': undefined }, s.site.name, 'Northwind IT', s.site.name],
  ];
  for (const [path, answers, own, other, after] of cases) {
    await way(path, `End what ${own} and ${other} have to do with each other?`, answers, async (page, all) => {
      const act = button(page, `End it with ${other}`);
      await page.getByText('It cannot be taken back').waitFor();
      assert.equal(await act.isEnabled(), false);
      await page.getByRole('textbox').fill(own);
      assert.equal(await act.isEnabled(), false);
      await page.getByRole('textbox').fill(` ${other} `);
      await act.click();
      await heading(page, after).waitFor();
      assert.deepEqual(named(all, 'relation-end').map((q) => q.body), [{ name: other }]);
    }, signedIn);
  }
});

test('who belongs to a site that is closed is told so and by whom; its admin is led to the provider\'s page, which stays open (S1)', async () => {
  const shut = { ...mine, 'resource-list': s.closed, 'organization-see': s.closed, 'group-list': s.closed, 'lock-see': s.closed, 'request-queue': s.closed, 'provider-see': { ...s.seen, open: false, turned: a.ago(2) } };
  await way(`${there}/groups`, `${s.site.name} is closed for now`, shut, async (page) => {
    await page.getByText('Northwind IT closed Blue Harbor Hotels to its people at').waitFor();
    assert.equal(await page.getByRole('navigation', { name: s.site.name }).count(), 0, 'it leads to what is closed');
    await page.getByRole('link', { name: 'Our provider' }).click();
    await page.getByText('Northwind IT disabled client sign-in on').waitFor();
    await page.getByRole('link', { name: 'End what we have to do with Northwind IT…' }).waitFor();
  }, { signedIn: true, refusals: true });
  await way(there, `${s.site.name} is closed for now`, { ...shut, 'person-me': a.me({ ...s.asSite, role: 'user' }) }, async (page) => {
    assert.equal(await page.getByRole('link', { name: 'Our provider' }).count(), 0);
  }, { signedIn: true, refusals: true });
});

test('the settings lead a provider to its sites and a site to its provider, and a user to neither', async () => {
  const cases = [[admin, `/organizations/${a.provider}`, 'Sites', true], [{ ...mine, 'partner-list': { items: [s.partner] } }, there, 'Our provider', true], [{ ...admin, 'person-me': a.me(a.asUser) }, `/organizations/${a.provider}`, 'Import', false]];
  for (const [answers, org, name, led] of cases) {
    await way(`${org}/settings`, 'Settings', answers, async (page, all) => {
      const ways = page.getByRole('list', { name: 'Settings' });
      await ways.getByText('Credential types').waitFor();
      if (led) await ways.getByText(name, { exact: true }).waitFor();
      assert.equal(await ways.getByText(/^(Sites|Our provider)$/).count(), led ? 1 : 0);
      if (!led) assert.equal(named(all, 'partner-list').length, 0);
    }, signedIn);
  }
});

test('the names of the other side are asked for only when they are wanted, by how a word begins (S8)', async () => {
  const answers = { ...admin, 'site-see': s.site, 'partner-people': (_, ask) => ({ items: s.there.items.filter((p) => p.name.startsWith(new URL(ask.url()).searchParams.get('begins') ?? '')) }) };
  await way(`${sites}/${s.site.id}`, s.site.name, answers, async (page, all) => {
    assert.equal(named(all, 'partner-people').length, 0);
    await button(page, 'Show the names').click();
    await page.getByText('Front desk').waitFor();
    await page.getByLabel('Begins with').fill('Ma');
    await page.getByText('Front desk').waitFor({ state: 'detached' });
    await page.getByText('Mara Lindqvist').waitFor();
  }, signedIn);
});

test('an admin says whether a member may share; of another admin it is not asked (H1)', async () => {
  let may = false;
  const answers = { ...admin, 'member-see': () => i.member({ mayShare: may }), 'member-received': i.received, 'member-share': (body) => { may = body.mayShare; return { ...i.members.items[1], mayShare: may }; } };
  const member = `/organizations/${a.provider}/members/${i.members.items[1].person}`;
  await way(member, 'Dana Reyes', answers, async (page, all) => {
    await page.getByLabel('May share with other organizations').check();
    await page.getByText('Saved.').waitFor();
    assert.deepEqual(named(all, 'member-share').map((q) => q.body), [{ mayShare: true }]);
  }, signedIn);
  await way(member, 'Dana Reyes', { ...answers, 'member-see': i.member({ role: 'admin' }) }, async (page) => {
    assert.equal(await page.getByLabel('May share with other organizations').count(), 0);
  }, signedIn);
});

test('the list of types is changed as a whole; a name that is there twice or is missing is refused beside it (C8)', async () => {
  let now = s.types;
  const answers = { ...admin, 'type-list': () => now, 'type-set': (body) => (now = { own: true, ...body }) };
  await way(`/organizations/${a.provider}/types`, 'Credential types', answers, async (page, all) => {
    await button(page, 'Take out Database').click();
    await button(page, 'Add a type').click();
    const last = page.getByRole('textbox', { name: 'Type' }).last();
    await last.fill('Router');
    await button(page, 'Save the list').click();
    await page.getByText('It is there already.').waitFor();
    assert.equal(named(all, 'type-set').length, 0);
    await last.fill('Firewall');
    await page.getByLabel('Firewall: due after').selectOption('Due after 60 days');
    await button(page, 'Save the list').click();
    await page.getByText('Saved.').waitFor();
    assert.deepEqual(named(all, 'type-set').map((q) => q.body), [{
      types: ['Website', 'Router', 'Domain administrator', 'Wireless network of a branch', 'Firewall'],
      limits: [{ type: 'Router', days: 90 }, { type: 'Domain administrator', days: 45 }, { type: 'Firewall', days: 60 }],
    }]);
  }, signedIn);
});

test('a list that the provider forces is shown, says whose it is, and cannot be changed (C8)', async () => {
  await way(`${there}/types`, 'Credential types', { ...mine, 'type-list': s.forced }, async (page) => {
    await page.getByText('Northwind IT decides these.').waitFor();
    assert.equal(await button(page, 'Save the list').count(), 0);
  }, signedIn);
});

test('a webhook\'s secret is shown once, cannot be left by accident, and is nowhere afterwards (J14)', async () => {
  const hook = { ...admin, 'webhook-list': s.hooks, 'webhook-deliveries': s.deliveries, 'webhook-create': { ...s.hook, secret: s.secret } };
  await way(`/organizations/${a.provider}/webhooks/new`, 'Register an address', hook, async (page, all) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Pager');
    await page.getByRole('textbox', { name: 'Address' }).fill(s.hook.url);
    await page.getByLabel('A period ended').uncheck();
    await button(page, 'Register').click();
    await page.getByText(s.secret).waitFor();
    assert.deepEqual(named(all, 'webhook-create')[0].body, { name: 'Pager', url: s.hook.url, events: ['access.requested', 'access.opened', 'access.broke_glass'] });
    await page.keyboard.press('Escape');
    await page.getByText('It is never shown again').waitFor();
    await page.getByLabel('It is where it belongs').check();
    await button(page, 'Go on').click();
    await heading(page, 'Pager').waitFor();
    await leftNowhere(page, s.secret);
  }, signedIn);
});

test('a test is sent and its delivery looked for; disabling and removing are said and done', async () => {
  let state = 'on';
  const hook = {
    ...admin, 'webhook-list': () => ({ items: [{ ...s.hook, state }] }), 'webhook-deliveries': s.deliveries, 'webhook-test': { id: a.id('delivery', 4), event: 'webhook.test', at: a.ago(0), state: 'waiting', tries: [] },
    'webhook-change': (body) => { state = body.enabled ? 'on' : 'disabled'; return { ...s.hook, state }; }, 'webhook-remove': undefined,
  };
  await way(`/organizations/${a.provider}/webhooks/${s.hook.id}`, 'Pager', hook, async (page, all) => {
    await button(page, 'Send a test').click();
    await page.getByText('A test is on its way.').waitFor();
    await button(page, 'Disable').click();
    await button(page, 'Enable').waitFor();
    assert.equal(await button(page, 'Send a test').isEnabled(), false);
    await page.getByRole('link', { name: 'Remove…' }).click();
    assert.equal(named(all, 'webhook-remove').length, 0);
    await button(page, 'Remove Pager').click();
    await heading(page, 'Webhooks').waitFor();
    assert.equal(named(all, 'webhook-remove').length, 1);
  }, signedIn);
});
