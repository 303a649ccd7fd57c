import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import { heading, prepare } from './way.mjs';
import * as v from './vault.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const contoso = { ...a.asUser, organization: a.id('org', 4), name: 'Contoso' };
const admin = { 'person-me': a.me(a.asAdmin, contoso), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'request-queue': { items: [] }, 'resource-list': { items: a.resources }, 'member-list': i.members, 'group-list': i.groups, ...v.answers() };
const signedIn = { signedIn: true, width: 1280, height: 900 };
const org = `/organizations/${a.provider}`;
const field = (page) => page.getByRole('combobox', { name: 'Find anything in Northwind IT' });
const chosen = (page) => page.getByRole('option', { selected: true });

async function open(page, key = 'Control+k') {
  await page.getByRole('button', { name: /your account/ }).waitFor();
  await page.keyboard.press(key);
  await field(page).waitFor();
}

test('Ctrl-K goes to any page of the organization by keys alone', async () => {
  await way(org, 'Northwind IT', admin, async (page) => {
    await open(page);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'combobox');
    await page.keyboard.type('webh');
    await chosen(page).getByText('Webhooks').waitFor();
    assert.equal(await field(page).getAttribute('aria-activedescendant'), await chosen(page).getAttribute('id'));
    await page.keyboard.press('Escape');
    await field(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('members');
    await page.getByText('Looking…').waitFor({ state: 'detached' });
    await page.getByRole('option', { name: 'Members', exact: true, selected: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await heading(page, 'Members').waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
  }, signedIn);
});

test('it finds credentials, apps, people and groups by the beginnings of their words, and shows no secret', async () => {
  await way(`${org}/members`, 'Members', { ...admin, 'vault-see': v.seen(), 'credential-versions': v.log, 'knowledge-credential': v.knowledge }, async (page, asked) => {
    await open(page);
    for (const [words, option] of [['dana', 'Dana Reyes dana@northwind.example'], ['camp', 'Campaigns 2 members'], ['tick de', 'Ticket desk desk.northwind.example'], ['edge', 'Edge firewall admin · Contoso']]) {
      await field(page).fill(words);
      await page.getByRole('option', { name: option, exact: true }).waitFor();
    }
    assert.ok(named(asked, 'vault-search').every((q) => q.query.words !== ''));
    await page.getByRole('option', { name: /^Edge firewall/ }).click();
    await heading(page, 'Edge firewall').waitFor();
    assert.equal(named(asked, 'vault-reveal').length, 0);
    assert.ok(!page.url().includes('words'), 'what was typed is in the address');
  }, signedIn);
});

test('it goes to another organization, and then finds what is there', async () => {
  await way(org, 'Northwind IT', admin, async (page) => {
    await open(page);
    await page.keyboard.type('contoso');
    await page.getByRole('option', { name: 'Contoso user', exact: true }).click();
    await heading(page, 'Contoso').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything in Contoso' }).waitFor();
    assert.equal(await page.getByRole('option', { name: /^Record/ }).count(), 0, 'a user is led to the record');
  }, signedIn);
});

test('a slash searches on the page or, where there is no search, everywhere; in a field it is a slash', async () => {
  await way(`${org}/vault`, 'Vault', admin, async (page) => {
    await page.getByRole('link', { name: 'Edge firewall' }).first().waitFor();
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Search the vault');
    await page.keyboard.type('a/?');
    assert.equal(await page.getByLabel('Search the vault').inputValue(), 'a/?');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.getByRole('link', { name: 'Groups', exact: true }).click();
    await heading(page, 'Groups').waitFor();
    await page.keyboard.press('/');
    await field(page).waitFor();
  }, signedIn);
});

test('a question mark says what the keys do, and the focus goes back', async () => {
  await way(org, 'Northwind IT', admin, async (page) => {
    await page.getByRole('button', { name: /your account/ }).waitFor();
    await page.getByRole('link', { name: 'Groups', exact: true }).focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Search on this page').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Groups');
  }, signedIn);
});

test('the page of a mailed link does not load it', async () => {
  await way('/request#the-token', 'Northwind IT asks for the use of your account', { 'delegation-see': a.seen, ...admin }, async (page) => {
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map((e) => e.name).filter((n) => n.endsWith('.js')));
    assert.ok(loaded.length > 0 && !loaded.some((n) => /palette|finder|signed/.test(n)), loaded.join());
  });
});
