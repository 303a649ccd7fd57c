import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as v from './vault.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const base = { 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'request-queue': { items: [] }, 'group-list': i.groups, 'member-list': i.members, 'lock-see': { set: false, unlocked: false } };
const as = (role) => ({ ...base, 'person-me': a.me({ ...a.asAdmin, role }) });
const admin = as('admin');
const vault = `${v.org}/vault`;
const one = `${v.org}/credentials/${v.edge.id}`;
const signedIn = { signedIn: true };
const wide = { signedIn: true, width: 1280, height: 900 };
const see = (more = {}) => ({ ...admin, ...v.answers(), 'vault-see': v.seen({ version: 3, ...more }), 'credential-versions': v.log, 'knowledge-credential': v.knowledge });
const row = (page, name) => page.getByRole('list', { name: 'Credentials' }).getByRole('link', { name });
const shown = (page) => page.evaluate(() => document.body.innerText);

/** Types faster than any machine is busy: one after the other in one task. */
function quickly(field, all) {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  for (const value of all) {
    set.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

test('a search asks once for what was typed, a shorter one is given up, and what narrows holds for what is found', async () => {
  let slow;
  const answers = { ...admin, ...v.answers() };
  const search = answers['vault-search'];
  answers['vault-search'] = async (body, asked) => {
    if (new URL(asked.url()).searchParams.get('words') === 'o') await new Promise((r) => { slow = r; });
    return search(body, asked);
  };
  await way(vault, 'Vault', answers, async (page, asked) => {
    const field = page.getByLabel('Search the vault');
    await row(page, /Edge firewall/).waitFor();
    const gone = page.waitForEvent('requestfailed', (r) => r.url().includes('words=o'));
    await field.fill('o');
    for (let n = 0; n < 50 && named(asked, 'vault-search').length === 0; n++) await page.waitForTimeout(20);
    await field.evaluate(quickly, ['ol', 'old', 'old ', 'old r']);
    await gone;
    slow();
    await row(page, /Old router/).waitFor();
    await page.getByText('1 credential', { exact: true }).waitFor();
    assert.deepEqual(named(asked, 'vault-search').map((q) => q.query.words), ['o', 'old r']);
    assert.equal(new URL(page.url()).searchParams.get('words'), 'old r');
    await page.getByLabel('State', { exact: true }).selectOption('due');
    await page.getByText('Nothing found').waitFor();
    await field.fill('');
    await page.waitForFunction(() => document.querySelectorAll('[aria-label=Credentials] li').length === 1);
    assert.equal(named(asked, 'vault-list').at(-1).query.state, 'due');
  }, wide);
});

test('the places at the side narrow the list, and so do type and tag', async () => {
  await way(vault, 'Vault', { ...admin, ...v.answers() }, async (page, asked) => {
    await page.getByRole('button', { name: 'Contoso' }).click();
    await page.getByRole('link', { name: /^Firewalls and switches/ }).click();
    await page.getByText('2 credentials', { exact: true }).waitFor();
    assert.equal(named(asked, 'vault-list').at(-1).query.folder, v.folders.items[1].id);
    await page.getByText('For Campaigns, and admins.').waitFor();
    await page.getByLabel('Type', { exact: true }).selectOption('Router');
    await page.getByText('1 credential', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'My vault', exact: true }).click();
    await row(page, /My bicycle/).waitFor();
    assert.equal(named(asked, 'vault-list').at(-1).query.owner, a.person.id);
    assert.equal(named(asked, 'vault-list').at(-1).query.type, undefined);
  }, wide);
});

test('the keyboard goes through the places: arrows up and down, right opens, left shuts, Enter leads there', async () => {
  await way(vault, 'Vault', { ...admin, ...v.answers() }, async (page) => {
    const at = () => page.evaluate(() => document.activeElement.textContent);
    await page.getByRole('link', { name: 'Contoso', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.match(await at(), /^Firewalls and switches/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('link', { name: /^Firewalls and switches/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Contoso', exact: true }).waitFor();
  }, wide);
});

test('the keyboard goes through the list: arrows, x selects, Enter opens, a slash searches', async () => {
  await way(vault, 'Vault', see(), async (page) => {
    await row(page, /Accounting/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('j');
    assert.match(await page.evaluate(() => document.activeElement.innerText), /Edge firewall/);
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
    await row(page, /Edge firewall/).focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Edge firewall').waitFor();
  }, wide);
});

test('what is selected is changed fifty at a time, and of each it is said what happened and why (C2, C10)', async () => {
  const many = Array.from({ length: 60 }, (_, n) => v.filed(1, { id: `cred_01J000000000000000000001${String(n).padStart(2, '0')}`, name: `Router ${n}` }));
  let turn = 0;
  const answers = { ...admin, ...v.answers(many), 'credential-bulk': ({ credentials }) => {
    turn++;
    return { items: credentials.map((credential, n) => ({ credential, outcome: turn === 1 && n === 49 ? 'not-done' : n === 0 ? 'refused' : 'done', ...(n === 0 && { reason: 'Only an admin changes a company credential.' }) })) };
  } };
  await way(vault, 'Vault', answers, async (page, asked) => {
    await row(page, 'Router 0').focus();
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press('x');
      await page.keyboard.press('ArrowDown');
    }
    await page.getByText('60 selected').waitFor();
    await button(page, 'Tags…').click();
    await page.getByLabel('Add', { exact: true }).fill('edge,  audit 2026 ');
    await button(page, 'Change tags').click();
    await page.getByText('58 of 60 are as you wanted; 2 not.').waitFor();
    await page.getByText('Refused: Only an admin').first().waitFor();
    assert.deepEqual(named(asked, 'credential-bulk').map((q) => [q.body.credentials.length, q.body.act, q.body.add, q.body.remove]), [[50, 'tag', ['edge', 'audit 2026'], []], [11, 'tag', ['edge', 'audit 2026'], []]]);
    await button(page, 'Close').click();
    await page.getByText('selected').waitFor({ state: 'detached' });
  }, wide);
});

test('a password is nowhere before it is revealed, hides itself after 30 seconds and on leaving, and is nowhere after (C11)', async () => {
  await way(one, 'Edge firewall', { ...see(), 'vault-reveal': v.revealed }, async (page, asked) => {
    await page.clock.install();
    await leftNowhere(page, v.secret);
    await button(page, 'Show the password').click();
    await page.getByText(v.secret).waitFor();
    await page.getByText('behind the second door').waitFor();
    await page.clock.fastForward(29_000);
    assert.ok((await shown(page)).includes(v.secret));
    await page.clock.fastForward(1_500);
    await page.getByText(v.secret).waitFor({ state: 'detached' });
    await leftNowhere(page, v.secret, 'behind the second door');
    await button(page, 'Show the password').click();
    await page.getByText(v.secret).waitFor();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.getByText(v.secret).waitFor({ state: 'detached' });
    await button(page, 'Show the password').click();
    await page.getByText(v.secret).waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    await heading(page, 'Edit Edge firewall').waitFor();
    await leftNowhere(page, v.secret);
    assert.equal(named(asked, 'vault-reveal').length, 3);
  }, signedIn);
});

test('password, code and username are copied without being shown (C11)', async () => {
  await way(one, 'Edge firewall', { ...see(), 'vault-reveal': v.revealed, 'credential-code': { code: '123456', ends: 24 } }, async (page, asked, context) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const clip = () => page.evaluate(() => navigator.clipboard.readText());
    await button(page, 'Copy password').click();
    await button(page, 'Password copied').waitFor();
    assert.equal(await clip(), v.secret);
    await leftNowhere(page, v.secret);
    await button(page, 'Copy sign-in code').click();
    await button(page, 'Sign-in code copied').waitFor();
    assert.equal(await clip(), '123456');
    assert.equal(await page.getByText('123 456').count(), 0);
    await button(page, 'Copy username').click();
    await button(page, 'Username copied').waitFor();
    assert.equal(await clip(), 'admin');
    assert.equal(named(asked, 'vault-reveal').length, 1);
  }, signedIn);
});

test('a sign-in code counts down and hides when it is over', async () => {
  await way(one, 'Edge firewall', { ...see(), 'credential-code': { code: '123456', ends: 12 } }, async (page) => {
    await page.clock.install();
    await button(page, 'Show a sign-in code').click();
    await page.getByText('123 456').waitFor();
    await page.clock.fastForward(5_000);
    await page.getByText(/^[67] s left$/).waitFor();
    await page.clock.fastForward(8_000);
    await page.getByText('123 456').waitFor({ state: 'detached' });
  }, signedIn);
});

test('what is locked is unlocked in place, and the reveal goes on (S9)', async () => {
  let open = false;
  const answers = {
    ...see(), 'vault-reveal': () => (open ? v.revealed : { problem: 403, kind: 'organization-locked', wire: { detail: 'Northwind IT is locked.' } }),
    'lock-see': () => ({ set: true, unlocked: open }), 'lock-unlock': () => { open = true; return { set: true, unlocked: true }; },
  };
  await way(one, 'Edge firewall', answers, async (page) => {
    await button(page, 'Show the password').click();
    await page.getByLabel('Organization key', { exact: true }).fill('six words in a row here');
    await button(page, 'Unlock').click();
    await page.getByText(v.secret).waitFor();
  }, { signedIn: true, refusals: true });
});

test('who may only sign in with it is shown no password and offered no act; an auditor neither (G6, F4)', async () => {
  for (const [who, more] of [['user', { may: ['use'], hasCodes: false, why: 'You may sign in with this credential, not see it.' }], ['auditor', { may: ['log'], why: 'An auditor opens no secret.' }]]) {
    await way(one, 'Edge firewall', { ...see(more), ...as(who) }, async (page) => {
      await page.getByText(more.why).waitFor();
      for (const name of ['Show the password', 'Copy password', 'Show a sign-in code']) assert.equal(await button(page, name).count(), 0, name);
      for (const name of ['Edit', 'Change password', 'Move', 'Disable…']) assert.equal(await page.getByRole('link', { name, exact: true }).count(), 0, name);
      assert.equal(await page.getByText('Make it the newest…').count(), 0);
    }, signedIn);
  }
});

test('a password that somebody changed meanwhile is not overwritten unseen, and what was typed stays', async () => {
  let version = 3;
  const answers = { ...see(), 'vault-see': () => v.seen({ version }), 'credential-change': (body) => (body.version === version ? { ...v.edge, folder: undefined, folderPath: undefined, client: undefined, clientName: undefined, version: version + 1 } : { problem: 409, kind: 'moved', wire: { detail: 'Dana Reyes changed it at 2026-03-03T09:00:00Z; look at that first.' } }) };
  await way(`${one}/change`, 'Change the password of Edge firewall', answers, async (page, asked) => {
    version = 4;
    await page.getByRole('textbox', { name: 'New password' }).fill('Another-S3cret');
    await button(page, 'Change password').click();
    await page.getByText('Dana Reyes changed it at 3 Mar').waitFor();
    await button(page, 'put mine on top of it').click();
    assert.equal(await page.getByRole('textbox', { name: 'New password' }).inputValue(), 'Another-S3cret');
    await button(page, 'Change password').click();
    await heading(page, 'Edge firewall').waitFor();
    assert.deepEqual(named(asked, 'credential-change').map((q) => q.body), [{ version: 3, secret: 'Another-S3cret' }, { version: 4, secret: 'Another-S3cret' }]);
    await leftNowhere(page, 'Another-S3cret');
  }, { signedIn: true, refusals: true });
});

test('an earlier version is shown and made the newest again, after a second look (C9)', async () => {
  const answers = { ...see(), 'version-reveal': { username: 'admin', secret: 'The-f0rmer', version: 1 }, 'version-restore': { ...v.edge, version: 4 } };
  await way(one, 'Edge firewall', answers, async (page, asked) => {
    await button(page, 'Show version 1').click();
    await page.getByText('The-f0rmer').waitFor();
    await button(page, 'Hide').click();
    await leftNowhere(page, 'The-f0rmer');
    await button(page, 'Make it the newest…').last().click();
    await page.getByText('Everybody who has this credential then has version 1 again.').waitFor();
    assert.equal(named(asked, 'version-restore').length, 0);
    await button(page, 'Make version 1 the newest').click();
    await page.getByText('Everybody who has this credential').waitFor({ state: 'detached' });
    assert.deepEqual(named(asked, 'version-restore').map((q) => q.body), [{ version: 3 }]);
  }, signedIn);
});
