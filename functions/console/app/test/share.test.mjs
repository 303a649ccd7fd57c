import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as h from './sharing.mjs';
import * as s from './sites.mjs';
import * as v from './vault.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const base = { 'notice-list': { items: [], unseen: 0 }, 'request-queue': { items: [] }, 'group-list': i.groups, 'member-list': i.members, 'lock-see': { set: true, unlocked: true }, ...v.answers() };
const admin = { ...base, 'person-me': a.me(a.asAdmin), 'organization-see': i.organization, 'partner-list': h.partners, 'relation-weigh': s.weighed };
const site = { ...base, 'person-me': a.me(s.asSite), 'organization-see': { ...i.organization, id: s.site.id, name: s.site.name }, 'partner-list': { items: [h.toProvider] }, 'provider-see': s.seen, 'relation-weigh': { given: 0, received: 12 } };
const one = `${v.org}/credentials/${v.edge.id}`;
const there = `/organizations/${s.site.id}`;
const theirs = `${there}/credentials/${v.edge.id}`;
const form = `${one}/share?with=${h.harbor.id}`;
const title = `Share Edge firewall with ${h.harbor.name}`;
const signedIn = { signedIn: true };
const wideIn = { ...signedIn, width: 1280, height: 900 };
/** A credential of Northwind IT, shared so or not at all. */
const mine = (share, more = {}) => ({
  ...admin, 'vault-see': v.seen({ due: undefined, sharedWith: share ? 1 : undefined }), 'share-list': { items: share ? [share] : [] }, 'credential-versions': v.log, 'knowledge-credential': v.knowledge,
  'partner-people': (_, asked) => ({ items: h.there.items.filter((p) => p.name.toLowerCase().startsWith(new URL(asked.url()).searchParams.get('begins')?.toLowerCase() ?? '')) }), ...more,
});
const received = (more = {}, may = ['use', 'reveal'], share = {}, other = {}) => ({
  ...site, 'vault-see': { ...h.received(more), may }, 'share-list': { items: [h.got(share)] }, 'credential-versions': v.log, 'resource-see': i.company,
  'resource-list': { items: a.resources }, ...other,
});
/** The same for a user whom an admin lets share, or not. */
const asUser = (more) => ({ ...mine(), 'vault-see': v.seen({ may: ['use', 'reveal'] }), 'person-me': a.me(a.asUser), 'organization-see': { ...i.organization, ...more } });
/** What share-login answers. */
const put = ({ resource }) => ({ credential: v.edge.id, ...(resource && { resource }) });
const acts = (page) => page.locator('[class*=acts]').getByRole('link').allTextContents();

test('a credential is shared with chosen people and groups, in a mode, with its change log, until a day; the button says Share (H1, H2, H4)', async () => {
  await way(one, 'Edge firewall', mine(undefined, { 'share-set': h.share() }), async (page, asked) => {
    await page.getByRole('link', { name: 'Share…' }).click();
    await heading(page, 'Share Edge firewall').waitFor();
    await page.getByRole('link', { name: h.harbor.name }).click();
    await heading(page, title).waitFor();
    assert.equal(await page.getByLabel('Enable sharing').count(), 0);
    await page.getByText('See, use and change').click();
    await page.getByText('Chosen people and groups').click();
    await page.getByLabel('Find by name').fill('mo');
    await page.getByLabel('Mo Adeyemi').check();
    await page.getByLabel('Find by name').fill('');
    await page.getByLabel(/^Front desk/).check();
    await page.getByText('2 chosen.').waitFor();
    await page.getByLabel('They see its change log').check();
    await page.getByLabel('Last day, if you like').fill('2027-05-31');
    await button(page, 'Share').click();
    await heading(page, 'Edge firewall').waitFor();
    const [{ body, headers }] = named(asked, 'share-set');
    assert.deepEqual(body, { mode: 'write', people: [h.there.items[2].person], groups: [h.there.items[0].group], log: true, ends: '2027-05-31T21:59:00.000Z' });
    assert.ok(headers['idempotency-key']);
    await leftNowhere(page, v.secret);
  }, signedIn);
});

test('nobody is asked which partner where there is one; what is not chosen is not sent, and nobody chosen is not everybody (H2)', async () => {
  const answers = { ...site, 'vault-see': v.seen(), 'share-list': { items: [] }, 'credential-versions': v.log, 'knowledge-credential': v.knowledge, 'share-set': h.share(), 'partner-people': h.there };
  await way(`${theirs}/share`, 'Share Edge firewall with Northwind IT', answers, async (page, asked) => {
    await page.getByText('Chosen people and groups').click();
    await button(page, 'Share').click();
    await page.getByText('Choose somebody, or everyone there.').waitFor();
    assert.equal(named(asked, 'share-set').length, 0);
    await page.getByText('Everyone', { exact: true }).click();
    await button(page, 'Share').click();
    await heading(page, 'Edge firewall').waitFor();
    assert.deepEqual(named(asked, 'share-set')[0].body, { mode: 'read', everyone: true });
  }, signedIn);
});

test('amending shows the options of now, says Update share, and keeps the minute of an end whose day stays (H4)', async () => {
  await way(form, title, mine(h.share(h.chosen), { 'share-set': h.share() }), async (page, asked) => {
    assert.ok(await page.getByRole('radio', { name: /^See, use and change/ }).isChecked());
    assert.ok(await page.getByRole('radio', { name: 'Chosen people and groups' }).isChecked());
    assert.ok(await page.getByLabel('Mara Lindqvist').isChecked());
    assert.ok(await page.getByLabel(/^Front desk/).isChecked());
    assert.equal(await page.getByLabel('Mo Adeyemi').isChecked(), false);
    assert.equal(await page.getByLabel('Last day, if you like').inputValue(), '2027-05-31');
    assert.equal(await button(page, 'Update share').isEnabled(), false, 'nothing is changed yet');
    await page.getByLabel('Mara Lindqvist').uncheck();
    await button(page, 'Update share').click();
    await heading(page, 'Edge firewall').waitFor();
    assert.deepEqual(named(asked, 'share-set')[0].body, { mode: 'write', groups: [h.there.items[0].group], log: true, ends: h.chosen.ends });
  }, signedIn);
});

test('unticking hides the options, says how many may remember the password, and ends nothing before that is confirmed (H4, H5)', async () => {
  await way(form, title, mine(h.share(), { 'share-see': { ...h.share(), knowers: h.knowers }, 'share-stop': undefined }), async (page, asked) => {
    await page.getByLabel('Enable sharing').uncheck();
    await page.getByText('2 people there may remember the password:').waitFor();
    await page.getByText('Mara Lindqvist, Mo Adeyemi').waitFor();
    assert.equal(await page.getByText('Ines Okafor').count(), 0, 'she knows only an older one');
    assert.equal(await page.getByRole('radio').count(), 0);
    await button(page, 'Keep sharing it').click();
    assert.ok(await page.getByLabel('Enable sharing').isChecked());
    await page.getByLabel('Enable sharing').uncheck();
    assert.equal(named(asked, 'share-stop').length, 0);
    await button(page, `Stop sharing with ${h.harbor.name}`).click();
    await heading(page, 'Edge firewall').waitFor();
    assert.equal(named(asked, 'share-stop').length, 1);
  }, signedIn);
});

test('where a side has no organization key nothing is offered, and it says whose is missing; what is shared can still be stopped (S4, S5)', async () => {
  await way(`${one}/share?with=${h.keyless.id}`, 'Share Edge firewall with Contoso', mine(), async (page) => {
    await page.getByText('Contoso has no organization key yet').waitFor();
    assert.equal(await button(page, 'Share').count(), 0);
  }, signedIn);
  const own = { ...site, 'lock-see': { set: false, unlocked: false }, 'vault-see': v.seen(), 'share-list': { items: [] } };
  await way(`${theirs}/share`, 'Share Edge firewall with Northwind IT', own, async (page) => {
    await page.getByText(`${s.site.name} has no organization key yet`).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Set the organization key' }).getAttribute('href'), `${there}/lock`);
    assert.equal(await button(page, 'Share').count(), 0);
  }, signedIn);
  const shut = h.share({ partner: h.closed.id, partnerName: h.closed.name });
  await way(`${one}/share?with=${h.closed.id}`, `Share Edge firewall with ${h.closed.name}`, mine(shut, { 'share-see': { ...shut, knowers: [] } }), async (page) => {
    await page.getByText('is closed to its people').waitFor();
    await page.getByText('See and use').click();
    assert.ok(await button(page, 'Update share').isDisabled());
    await page.getByLabel('Enable sharing').uncheck();
    await page.getByText('Nobody of Elm Street').waitFor();
    assert.ok(await button(page, `Stop sharing with ${h.closed.name}`).isEnabled());
  }, signedIn);
});

test('sharing asks for the organization key when the organization is locked, and goes on where it was (S9)', async () => {
  let open = false;
  const locked = { problem: 403, kind: 'organization-locked', wire: { detail: 'Northwind IT is locked.' } };
  const answers = mine(undefined, { 'share-set': () => (open ? h.share() : locked), 'lock-unlock': () => { open = true; return { set: true, unlocked: true }; } });
  await way(form, title, answers, async (page, asked) => {
    await button(page, 'Share').click();
    await page.getByRole('textbox', { name: 'Organization key' }).fill('six words that nobody guesses here');
    await button(page, 'Unlock').click();
    await heading(page, 'Edge firewall').waitFor();
    assert.equal(named(asked, 'share-set').length, 2);
    await leftNowhere(page, 'six words that nobody guesses here');
  }, { ...signedIn, refusals: true });
});

test('a refusal about whom it is for stands beside the names', async () => {
  const gone = { problem: 400, wire: { detail: 'The request is not valid.', fields: [{ name: 'body.people', reason: 'names Mo Adeyemi who is no active member of Blue Harbor Hotels' }] } };
  await way(form, title, mine(undefined, { 'share-set': gone }), async (page) => {
    await page.getByText('Chosen people and groups').click();
    await page.getByLabel('Mo Adeyemi').check();
    await button(page, 'Share').click();
    await page.getByText('no active member of Blue Harbor Hotels').waitFor();
  }, { ...signedIn, refusals: true });
});

test('only who may share is offered it: an admin, and a member whom an admin lets (H1)', async () => {
  await way(one, 'Edge firewall', asUser({}), async (page, asked) => {
    await page.waitForTimeout(300);
    assert.equal(await page.getByRole('link', { name: 'Share…' }).count(), 0);
    assert.equal(named(asked, 'partner-list').length, 0, 'a refusal was asked for');
  }, signedIn);
  await way(one, 'Edge firewall', asUser({ mayShare: true }), (page) => page.getByRole('link', { name: 'Share…' }).waitFor(), signedIn);
});

test('what is shared says with whom and how, and leads to it (H3)', async () => {
  await way(one, 'Edge firewall', mine(h.share(h.chosen)), async (page) => {
    const row = page.getByRole('list', { name: 'Shared with' }).getByRole('link');
    await row.getByText('See, use and change · for Front desk, Mara Lindqvist · with its change log').waitFor();
    assert.equal(await row.getAttribute('href'), form);
    await row.click();
    await heading(page, title).waitFor();
    await page.goBack(); // how it is shared is known at once
    await heading(page, 'Edge firewall').waitFor();
    assert.deepEqual(await acts(page), ['Edit', 'Change password', 'Move', 'Share…', 'Disable…']);
  }, signedIn);
});

test('what is received says from whom and how; read-only is not changed, and none is shared on, edited or disabled for both (H3, H6)', async () => {
  await way(theirs, 'Edge firewall', received(), async (page) => {
    await page.getByText('See it and use it. Only they change it.').waitFor();
    await page.getByText('by Dana Reyes of Northwind IT').waitFor();
    assert.deepEqual(await acts(page), ['Move', 'For an app…', 'Disable here…']);
  }, signedIn);
  await way(`${theirs}/share`, 'Edge firewall', received(), () => undefined, signedIn);
  await way(theirs, 'Edge firewall', { ...received({ mode: 'use' }, ['use'], { mode: 'use' }), 'person-me': a.me({ ...s.asSite, role: 'user' }) }, async (page) => {
    await page.getByText('Sign in with it. The password is not shown here.').waitFor();
    assert.deepEqual(await acts(page), []);
    assert.equal(await button(page, 'Show the password').count(), 0);
  }, signedIn);
});

test('a received one that may be written is given a new password by the other side (H7)', async () => {
  const changed = { id: v.edge.id, name: 'Edge firewall', managed: true, version: 2, revision: 2, changed: a.ago(0), by: 'Olive Baker', from: 'Northwind IT' };
  await way(theirs, 'Edge firewall', received({ mode: 'write' }, ['use', 'reveal', 'log'], { mode: 'write' }, { 'credential-change': changed }), async (page, asked) => {
    await page.getByRole('link', { name: 'Change password', exact: true }).click();
    await page.getByRole('textbox', { name: 'New password', exact: true }).fill('S3cret-of-both');
    await button(page, 'Change password').click();
    await heading(page, 'Edge firewall').waitFor();
    assert.equal(named(asked, 'credential-change')[0].body.secret, 'S3cret-of-both');
    await leftNowhere(page, 'S3cret-of-both');
  }, signedIn);
});

test('the receiving admin disables it here and enables it again, told what that closes (H6)', async () => {
  let off;
  const answers = () => ({ ...received(), 'vault-see': () => ({ ...h.received(off && { off }), may: off ? [] : ['use', 'reveal'] }) });
  const state = () => ({ credential: v.edge.id, ...(off && { off, offBy: 'Olive Baker' }) });
  await way(theirs, 'Edge firewall', { ...answers(), 'share-off': () => { off = a.ago(0); return state(); }, 'share-on': () => { off = undefined; return state(); } }, async (page, asked) => {
    await page.getByRole('link', { name: 'Disable here…' }).click();
    await page.getByText('With Northwind IT it stays as it is').waitFor();
    assert.equal(named(asked, 'share-off').length, 0);
    await button(page, 'Disable it here').click();
    await page.getByText('Disabled here').first().waitFor();
    await page.getByRole('link', { name: 'Enable here…' }).click();
    await button(page, 'Enable it here').click();
    await page.getByRole('link', { name: 'Disable here…' }).waitFor();
    assert.equal(named(asked, 'share-on').length, 1);
  }, signedIn);
});

test('a received one becomes the login of an app, from its own page or the app\'s, and follows its folder again (G3, G5)', async () => {
  await way(`${theirs}/app`, 'For which app is Edge firewall?', received({}, [], {}, { 'share-login': put }), async (page, asked) => {
    const options = await page.getByLabel('App', { exact: true }).locator('option').allTextContents();
    assert.deepEqual(options, ['None: it follows its folder', 'Ticket desk'], 'what an owner lends is offered');
    await page.getByLabel('App', { exact: true }).selectOption('Ticket desk');
    await button(page, 'Save').click();
    await heading(page, 'Edge firewall').waitFor();
    assert.deepEqual(named(asked, 'share-login')[0].body, { resource: i.company.id });
  }, signedIn);
  await way(`${theirs}/app`, 'For which app is Edge firewall?', received({ resource: i.company.id }, [], {}, { 'share-login': put }), async (page, asked) => {
    await page.getByLabel('App', { exact: true }).selectOption('');
    await button(page, 'Save').click();
    await heading(page, 'Edge firewall').waitFor();
    assert.deepEqual(named(asked, 'share-login')[0].body, {});
  }, signedIn);
  await way(`${there}/resources/${i.company.id}`, 'Ticket desk', { ...site, 'resource-see': i.company, 'partner-shares': h.came, 'share-login': put }, async (page, asked) => {
    await page.getByRole('link', { name: 'Add one that is shared with you' }).click();
    await page.getByText('Backup tapes').click();
    await button(page, 'Make it a login of Ticket desk').click();
    await heading(page, 'Ticket desk').waitFor();
    assert.deepEqual(named(asked, 'share-login')[0].body, { resource: i.company.id });
    assert.deepEqual(named(asked, 'partner-shares')[0].query.direction, 'received');
  }, signedIn);
});

test('what is shared both ways is listed by partner, counted, and counted again where the relation ends (H3, S1)', async () => {
  await way(`${v.org}/sites/${s.site.id}`, s.site.name, { ...admin, 'site-see': s.site, 'partner-shares': (_, asked) => (asked.url().includes('received') ? h.came : h.given) }, async (page) => {
    await page.getByText('12 credentials').waitFor();
    await page.getByText('1 credential', { exact: true }).waitFor();
    await page.getByRole('list', { name: 'What is shared' }).getByText(`With ${s.site.name}`).click();
    await page.getByText('Disabled there').first().waitFor();
    await page.getByRole('link', { name: `From ${s.site.name}` }).click();
    await heading(page, `From ${s.site.name}`).waitFor();
    await page.getByText('Backup tapes').waitFor();
  }, signedIn);
  await way(`${there}/provider/end`, `End what ${s.site.name} and Northwind IT have to do with each other?`, site, (page) =>
    page.getByText('Northwind IT loses no credential of yours; you lose 12 credentials of theirs.').waitFor(), signedIn);
});

test('the list marks what is shared, received, disabled here and waiting (H3)', async () => {
  const list = [h.received(), h.received({ id: a.id('cred', 2), name: 'Tapes', off: a.ago(1) }), h.received({ id: a.id('cred', 3), name: 'Switch', waits: true }), v.filed(4, { sharedWith: 2 })];
  await way(`${there}/vault`, 'Vault', { ...site, ...v.answers(list) }, async (page) => {
    const rows = await page.getByRole('list', { name: 'Credentials' }).getByRole('listitem').allTextContents();
    for (const [n, says] of [[0, 'from Northwind IT'], [1, 'Disabled here'], [2, 'Waits'], [3, 'shared with 2 organizations']]) assert.ok(rows[n].includes(says), `${rows[n]} does not say ${says}`);
  }, signedIn);
});

test('that something is shared is told in the bell, and leads to it; the record says it in words (H3, A2)', async () => {
  const items = [{ id: a.id('notice', 1), kind: 'share-given', at: a.ago(0, 1), text: 'Dana Reyes of Northwind IT shared Edge firewall with Blue Harbor Hotels.', link: theirs, seen: true },
    { id: a.id('notice', 2), kind: 'share-stopped', at: a.ago(1), text: 'Dana Reyes of Northwind IT stopped sharing Backup tapes with Blue Harbor Hotels.', link: `${there}/vault`, seen: true }];
  await way('/notices', 'Notices', { ...received(), 'notice-list': { items, unseen: 0 } }, async (page) => {
    assert.equal(await page.getByRole('link', { name: /stopped sharing Backup tapes/ }).getAttribute('href'), `${there}/vault`);
    await page.getByRole('link', { name: /shared Edge firewall/ }).click();
    await heading(page, 'Edge firewall').waitFor();
  }, signedIn);
  const by = { actorName: 'Dana Reyes', thing: v.edge.id, thingName: 'Edge firewall', detail: 'with Blue Harbor Hotels' };
  const entries = ['share.created', 'share.amended', 'share.stopped', 'share.disabled', 'share.enabled'];
  const lines = [...entries.map((action, n) => a.entry(9 - n, n, action, by)), a.entry(1, 9, 'share.stopped', { thing: v.edge.id, thingName: 'Edge firewall', detail: 'its end date' })];
  await way(`${v.org}/record`, 'Record', { ...admin, 'audit-list': { items: lines } }, async (page) => {
    for (const said of ['shared Edge firewall', 'changed how Edge firewall is shared', 'stopped sharing Edge firewall', 'disabled the share of', 'enabled the share of', 'The share came to its end date', 'with Blue Harbor Hotels']) await page.getByText(said).first().waitFor();
  }, wideIn);
});

test('disabling one that is shared, and closing a site, say for how many that closes (C10, S1)', async () => {
  await way(`${one}/disable`, 'Disable Edge firewall?', mine(h.share()), (page) => page.getByText('It closes for 1 other organization, too.').waitFor(), signedIn);
  await way(`${v.org}/sites/${s.site.id}/close`, `Disable client sign-in of ${s.site.name}?`, { ...admin, 'site-see': s.site }, (page) =>
    page.getByText('12 credentials of yours and 1 credential of theirs wait.').waitFor(), signedIn);
});
