import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as v from './vault.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const base = { 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'request-queue': { items: [] }, 'group-list': i.groups, 'member-list': i.members, 'lock-see': { set: false, unlocked: false } };
const as = (role, more = {}) => ({ ...base, 'person-me': a.me({ ...a.asAdmin, role }), ...v.answers(), ...more });
const admin = (more) => as('admin', more);
const vault = `${v.org}/vault`;
const [client, , office, , empty] = v.folders.items;
const field = (page, name) => page.getByRole('textbox', { name, exact: true });
const signedIn = { signedIn: true };
const wide = { signedIn: true, width: 1280, height: 900 };
const leads = (page, name) => page.getByRole('link', { name, exact: true }).getAttribute('href');
/** The answer to an act on several that went well. */
const came = (outcome) => ({ credentials }) => ({ items: credentials.map((credential) => ({ credential, outcome })) });
/** What the browser is handed as a file. */
const saved = async (page, act) => {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
};

test('an export is one file of all its pages, counted, and says what is not in it; of its passwords none stays on the page (C13)', async () => {
  const pages = {
    '': { items: [], csv: '"name","password","notes"\r\n"Office wifi","wifi-S3cret","two\r\nlines, ""quoted"""\r\n', refused: [{ id: v.edge.id, name: 'Edge firewall', reason: 'It is disabled.' }], next: 'more' },
    more: { items: [], csv: '"Registrar","registrar-S3cret",""\r\n', refused: [] },
  };
  await way(`${vault}/export`, 'Export', admin({ 'vault-export': ({ after = '' }) => pages[after] }), async (page, asked) => {
    const [name, text] = await saved(page, () => button(page, 'Export').click());
    assert.equal(name, 'valetkey-vault.csv');
    assert.equal(text, pages[''].csv + pages.more.csv);
    await page.getByText('2 saved as valetkey-vault.csv.').waitFor();
    await page.getByText('Not in the file (1)').waitFor();
    await page.getByText('It is disabled.').waitFor();
    assert.deepEqual(named(asked, 'vault-export').map((q) => q.body), [{ all: true, format: 'csv' }, { all: true, format: 'csv', after: 'more' }]);
    await leftNowhere(page, 'wifi-S3cret', 'registrar-S3cret');
    await page.getByText('A folder or client').click();
    assert.ok(await button(page, 'Export').isDisabled());
    await page.getByLabel('Folder', { exact: true }).selectOption({ label: 'Contoso' });
    await saved(page, () => button(page, 'Export').click());
    assert.deepEqual(named(asked, 'vault-export')[2].body, { client: v.contoso, format: 'csv' });
  }, signedIn);
});

test('a credential is kept with all there is to it, where one looked, and nothing secret stays behind (C2)', async () => {
  const answers = admin({ 'vault-create': v.edge, 'vault-see': v.seen(), 'credential-versions': v.log, 'knowledge-credential': v.knowledge });
  await way(`${vault}?folder=${office.id}`, 'Vault', answers, async (page, asked) => {
    await page.getByRole('link', { name: 'New', exact: true }).click();
    await heading(page, 'New credential').waitFor();
    for (const [name, text] of [['Name', ' Edge firewall '], ['Username', 'admin'], ['Password', 'S3cret-new'], ['Address', 'https://fw.contoso.example'], ['Tags', 'edge, core']]) await field(page, name).fill(text);
    await button(page, 'It asks for sign-in codes').click();
    await field(page, 'Set-up key for sign-in codes').fill('JBSWY3DPEHPK3PXP');
    await button(page, 'Add notes').click();
    await field(page, 'Notes').fill('Behind the second door.');
    await page.getByLabel('Type', { exact: true }).selectOption('Firewall');
    await button(page, 'Keep it').click();
    await heading(page, 'Edge firewall').waitFor();
    assert.deepEqual(named(asked, 'vault-create')[0].body, {
      name: 'Edge firewall', belongsTo: 'organization', type: 'Firewall', username: 'admin', secret: 'S3cret-new', url: 'https://fw.contoso.example', tags: ['edge', 'core'],
      notes: 'Behind the second door.', seed: 'JBSWY3DPEHPK3PXP', folder: office.id,
    });
    assert.ok(named(asked, 'vault-create')[0].headers['idempotency-key']);
    await leftNowhere(page, 'S3cret-new', 'JBSWY3DPEHPK3PXP', 'Behind the second door');
  }, wide);
});

test('a member keeps credentials of their own only, and is told that nobody else sees them (C1)', async () => {
  await way(`${vault}/new`, 'New credential', as('user', { 'vault-create': v.edge, 'vault-see': v.seen({ owner: a.person.id }), 'credential-versions': v.log }), async (page, asked) => {
    await page.getByText('Nobody else sees it, no admin either.').waitFor();
    assert.equal(await page.getByLabel('Folder', { exact: true }).count(), 0);
    await field(page, 'Name').fill('Edge firewall');
    await button(page, 'Generate one').click();
    await button(page, 'Generate').click();
    await button(page, 'Keep it').click();
    await heading(page, 'Edge firewall').waitFor();
    const [{ body }] = named(asked, 'vault-create');
    assert.equal(body.belongsTo, 'me');
    assert.equal(body.secret.length, 20);
    await leftNowhere(page, body.secret);
  }, signedIn);
});

test('clients and folders are made where one looks, for every member, some groups or admins only (F3)', async () => {
  await way(vault, 'Vault', admin({ 'client-create': { id: v.contoso, name: 'Contoso', folder: client.id }, 'folder-create': office }), async (page, asked) => {
    await page.getByRole('link', { name: 'New client' }).click();
    await field(page, 'Name').fill('Contoso');
    await button(page, 'Add the client').click();
    await page.getByRole('heading', { level: 2, name: 'Contoso', exact: true }).waitFor();
    assert.match(await page.getByRole('link', { name: 'New', exact: true }).getAttribute('href'), new RegExp(`folder=${client.id}$`));
    await page.getByRole('link', { name: 'New folder in it' }).click();
    await field(page, 'Name').fill('Routers');
    await page.getByLabel('Some groups, and admins').check();
    await button(page, 'Make the folder').click();
    await page.getByText('Which groups?').waitFor();
    await page.getByLabel('Campaigns (2)').check();
    await button(page, 'Make the folder').click();
    await page.getByRole('heading', { level: 2, name: 'Office', exact: true }).waitFor();
    assert.deepEqual(named(asked, 'client-create').map((q) => q.body), [{ name: 'Contoso' }]);
    assert.deepEqual(named(asked, 'folder-create').map((q) => q.body), [{ name: 'Routers', parent: client.id, groups: [i.group.id] }]);
  }, wide);
});

test('a folder is renamed, narrowed, moved, and removed only when it is empty, which is counted (F1, F3)', async () => {
  const answers = admin({ 'folder-rename': office, 'folder-groups': office, 'folder-move': empty, 'folder-remove': { message: 'It is removed.' } });
  await way(`${vault}?folder=${office.id}`, 'Vault', answers, async (page, asked) => {
    await page.getByRole('link', { name: 'Rename' }).click();
    await field(page, 'Name').fill('Offices');
    await button(page, 'Rename').click();
    await page.getByRole('link', { name: 'Who sees it' }).click();
    await page.getByLabel('Admins only').check();
    await button(page, 'Save').click();
    await page.getByRole('link', { name: 'Remove…' }).click();
    await page.getByText('There are 2 credentials and 1 folder in it.').waitFor();
    await page.getByRole('link', { name: 'Back to Office' }).click();
    await page.getByRole('button', { name: 'Office' }).click();
    await page.getByRole('link', { name: 'Empty' }).click();
    await page.getByRole('link', { name: 'Move', exact: true }).click();
    await page.getByLabel('To', { exact: true }).selectOption({ label: 'Domains' });
    await button(page, 'Move').click();
    await page.getByRole('link', { name: 'Remove…' }).click();
    assert.equal(named(asked, 'folder-remove').length, 0);
    await button(page, 'Remove Empty').click();
    await page.getByRole('heading', { level: 2, name: 'Office', exact: true }).waitFor();
    const bodies = Object.fromEntries(['folder-rename', 'folder-groups', 'folder-move'].map((n) => [n, named(asked, n).map((q) => q.body)]));
    assert.deepEqual(bodies, { 'folder-rename': [{ name: 'Offices' }], 'folder-groups': [{ groups: [], closed: true }], 'folder-move': [{ parent: v.folders.items[3].id }] });
    assert.equal(named(asked, 'folder-remove').length, 1);
  }, wide);
});

test('all that is shown is selected at once, moved together, and disabled after a second look (C10)', async () => {
  await way(vault, 'Vault', admin({ 'credential-move': came('moved'), 'credential-bulk': came('done') }), async (page, asked) => {
    await page.getByLabel('Select Edge firewall').check();
    await button(page, 'Select all 8').click();
    await page.getByText('8 selected').waitFor();
    await button(page, 'Move…').click();
    await page.getByLabel('To', { exact: true }).selectOption({ label: 'Office' });
    await button(page, 'Move').click();
    await page.getByText('8 of 8 are as you wanted.').waitFor();
    await button(page, 'Close').click();
    assert.deepEqual(named(asked, 'credential-move').map((q) => [q.body.credentials.length, q.body.folder]), [[8, office.id]]);
    await page.getByLabel('Select Old router').check();
    await button(page, 'Disable…').click();
    await page.getByRole('heading', { name: 'Disable 1 credential?' }).waitFor();
    assert.equal(named(asked, 'credential-bulk').length, 0);
    await button(page, 'Disable 1 credential').click();
    await page.getByText('1 of 1 are as you wanted.').waitFor();
  }, wide);
});

test('the start page leads to the vault of each organization, and to what is one’s own (C1)', async () => {
  const answers = as('user', { 'resource-list': { items: [] }, 'person-me': a.me({ ...a.asAdmin, role: 'user' }, a.asOwner), 'delegation-list': { items: [] } });
  await way('/', 'Hello, Olive', answers, async (page, asked) => {
    await page.getByRole('link', { name: /^My vault What only you see there/ }).click();
    await heading(page, 'Vault').waitFor();
    await page.getByText('1 credential', { exact: true }).waitFor();
    assert.equal(named(asked, 'vault-list').at(-1).query.owner, a.person.id);
    await page.goBack();
    await page.getByRole('link', { name: /^Vault What is kept at/ }).click();
    await page.getByText('8 credentials').waitFor();
  }, signedIn);
});

test('a login of a member leads its owner to admin access, and an admin who has none to asking for it (C3, C6)', async () => {
  const login = v.seen({ resource: a.id('res', 4), due: undefined, managed: false, folder: undefined, folderPath: undefined, client: undefined, clientName: undefined });
  const see = (more) => admin({ 'vault-see': { ...login, ...more }, 'resource-see': a.resourceDetail, 'credential-versions': v.log, 'knowledge-credential': v.knowledge });
  const one = `${v.org}/credentials/${v.edge.id}`;
  await way(one, 'Edge firewall', see({ owner: a.person.id }), async (page) => {
    assert.equal(await leads(page, 'Admin access…'), `${v.org}/resources/${a.id('res', 4)}/logins/${v.edge.id}`);
  }, signedIn);
  await way(one, 'Edge firewall', see({ owner: i.ravi, may: [], why: 'Its owner did not allow admin access.' }), async (page) => {
    assert.equal(await leads(page, 'Request credentials'), `${v.org}/resources/${a.id('res', 4)}/logins/${v.edge.id}`);
    await page.getByText('Its owner did not allow admin access.').waitFor();
    await page.getByText('Ravi Patel').waitFor();
    await page.getByRole('link', { name: a.resourceDetail.name }).waitFor();
    assert.equal(await button(page, 'Show the password').count(), 0);
  }, signedIn);
  await way(one, 'Edge firewall', see({ owner: i.ravi, may: [], asked: a.id('consent', 1) }), async (page) => {
    assert.equal(await leads(page, 'Requested'), `${v.org}/consents/${a.id('consent', 1)}`);
  }, signedIn);
});

test('an auditor sees names and who knows what, and is offered no act; a member no place to make (F4)', async () => {
  await way(vault, 'Vault', as('auditor'), async (page) => {
    await page.getByText('8 credentials').waitFor();
    for (const name of ['New', 'New client', 'New folder', 'Password health', 'Export']) assert.equal(await page.getByRole('link', { name, exact: true }).count(), 0, name);
    assert.equal(await page.getByRole('checkbox').count(), 0);
    await page.getByRole('link', { name: 'Who knows what' }).waitFor();
  }, wide);
  await way(vault, 'Vault', as('user'), async (page) => {
    await page.getByText('8 credentials').waitFor();
    for (const name of ['New client', 'New folder', 'Who knows what', 'Export', 'Due for rotation']) assert.equal(await page.getByRole('link', { name, exact: true }).count(), 0, name);
  }, wide);
});

test('password health is asked for, goes through all pages, and names what is the same (C12)', async () => {
  const judged = { items: v.health.items.slice(0, 3), next: 'more' };
  await way(`${vault}/health`, 'Password health', admin({ 'vault-health': ({ after }) => (after ? { items: v.health.items.slice(3) } : judged) }), async (page, asked) => {
    assert.equal(named(asked, 'vault-health').length, 0);
    await button(page, 'Look at them').click();
    await page.getByText('3 of 4 passwords should be changed.').waitFor();
    await page.getByRole('list', { name: 'The same password' }).getByText('the same as Office wifi').waitFor();
    assert.deepEqual(named(asked, 'vault-health').map((q) => q.body), [{ of: 'organization', limit: 100 }, { of: 'organization', limit: 100, after: 'more' }]);
  }, signedIn);
});

test('who knows what is listed by credential, narrowed, and saved as the service wrote it (C12)', async () => {
  const answers = admin({ 'knowledge-report': (_, asked) => (new URL(asked.url()).searchParams.get('format') === 'csv' ? { file: '"credential","person"\r\n"Edge firewall","Dana Reyes"\r\n' } : v.knowledge) });
  await way(`${vault}/knowledge`, 'Who knows what', answers, async (page, asked) => {
    await page.getByText('Rex Moreau').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Edge firewall' }).count(), 1);
    await page.getByLabel('Lost the way to it').check();
    await page.getByLabel('Client', { exact: true }).selectOption({ label: 'Contoso' });
    await page.getByText('Rex Moreau').waitFor();
    assert.deepEqual(named(asked, 'knowledge-report').at(-1).query, { lost: 'true', current: 'true', client: v.contoso, limit: '100' });
    const [name, text] = await saved(page, () => button(page, 'Save as CSV').click());
    assert.deepEqual([name, text], ['valetkey-who-knows-what.csv', '"credential","person"\r\n"Edge firewall","Dana Reyes"\r\n']);
  }, signedIn);
});
