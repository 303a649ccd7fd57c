import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as l from './lock.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const admin = { 'request-queue': { items: [] }, 'person-me': a.me(a.asAdmin, a.asOwner), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization };
const signedIn = { signedIn: true };
const here = `/organizations/${a.provider}/lock`;
const words = 'violet tractor hums at noon over hills';
const keyField = (page) => page.getByRole('dialog').getByRole('textbox', { name: 'Organization key' });
const again = (page) => page.getByRole('textbox', { name: 'Type it again, from where you wrote it down' });

/** An organization that answers a request with a login of its own, for which its secrets must open. */
function lending() {
  let open = false, loan = a.delegation('pending');
  return {
    ...admin, 'delegation-list': () => ({ items: [loan] }), 'resource-list': { items: a.resources }, 'resource-see': i.company, 'delegation-activity': a.activity,
    'lock-see': () => (open ? l.unlocked : l.locked),
    'lock-unlock': (body) => {
      if (body.key === 'too often') return l.tooMany;
      if (body.key !== words) return l.wrong('key', 'the organization key');
      open = true;
      return l.unlocked;
    },
    'delegation-lend': () => (open ? (loan = a.delegation('shared')) : l.isLocked),
  };
}

async function lend(page) {
  await page.getByLabel('App').selectOption('Ticket desk');
  await page.getByLabel('Login').selectOption('Desk (desk@northwind.example)');
  await button(page, 'Share access').click();
}

test('what a locked organization refuses asks for its organization key, counts wrong ones, and goes on where it was (S9)', async () => {
  await way(`/requests/${a.personal}/${a.loan}/lend`, 'Answer with a login of an organization', lending(), async (page, all) => {
    await lend(page);
    await page.getByRole('dialog', { name: 'Northwind IT is locked' }).waitFor();
    assert.equal(await keyField(page).evaluate((e) => e === document.activeElement), true, 'the field has not the focus');
    await keyField(page).fill('something else');
    await page.keyboard.press('Enter');
    await page.getByText('This is not the organization key.').waitFor();
    await keyField(page).fill('too often');
    await page.keyboard.press('Enter');
    await page.getByText('You can try again in 10 minutes.').waitFor();
    await keyField(page).fill(words);
    await page.keyboard.press('Enter');
    await heading(page, 'Done: access is shared').waitFor();
    const sent = named(all, 'delegation-lend');
    assert.equal(sent.length, 2);
    assert.deepEqual(sent[0].body, sent[1].body);
    assert.equal(sent[0].headers['idempotency-key'], sent[1].headers['idempotency-key']);
    await leftNowhere(page, words, 'something else');
  }, { signedIn: true, refusals: true });
});

test('who would rather not unlock is told that it is locked, and nothing is lost or sent again', async () => {
  await way(`/requests/${a.personal}/${a.loan}/lend`, 'Answer with a login of an organization', lending(), async (page, all) => {
    await lend(page);
    await keyField(page).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('The organization is locked: unlock it').waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(named(all, 'delegation-lend').length, 1);
    assert.equal(await page.getByLabel('Login').inputValue(), a.id('cred', 3));
  }, { signedIn: true, refusals: true });
});

test('an admin who forgot it is led to the recovery code; a member is led to an admin', async () => {
  await way(here, 'Organization key', { ...admin, 'lock-see': l.locked }, async (page) => {
    await button(page, 'Unlock').click();
    await page.getByRole('dialog').getByRole('link', { name: 'I forgot it' }).click();
    await heading(page, 'Recover with the recovery code').waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
  }, signedIn);
  await way(here, 'Organization key', { ...admin, 'person-me': a.me(a.asUser), 'lock-see': l.locked }, async (page) => {
    await button(page, 'Unlock').click();
    await page.getByText('An admin of Northwind IT knows what to do').waitFor();
    assert.equal(await page.getByRole('link', { name: 'I forgot it' }).count(), 0);
  }, signedIn);
});

test('the mark in the header says that it is unlocked, and locks it now', async () => {
  let open = true;
  const answers = { ...admin, 'group-list': i.groups, 'lock-see': () => (open ? l.unlocked : l.locked), 'lock-close': () => { open = false; } };
  await way(`/organizations/${a.provider}/groups`, 'Groups', answers, async (page, all) => {
    await button(page, 'Northwind IT is unlocked').click();
    await button(page, 'Lock now').click();
    await button(page, 'Northwind IT is locked').waitFor();
    assert.equal(named(all, 'lock-close').length, 1);
  }, signedIn);
});

test('six words are made in the page, have to be typed again, and the recovery code cannot be left by accident (S5)', async () => {
  let now = l.none;
  const answers = { ...admin, 'lock-see': () => now, 'lock-set': () => { now = l.unlocked; return l.shown; } };
  await way(`${here}/set`, 'Set an organization key', answers, async (page, all) => {
    const made = page.getByText(/^[a-z]+( [a-z]+){5}$/);
    const first = await made.textContent();
    await button(page, 'Other words').click();
    await page.getByText(first, { exact: true }).waitFor({ state: 'detached' });
    const key = await made.textContent();
    await again(page).fill(first);
    await button(page, 'Set the organization key').click();
    await page.getByText('This is not the same.').waitFor();
    assert.equal(named(all, 'lock-set').length, 0);
    await again(page).fill(` ${key.toUpperCase().replace(' ', '   ')}`);
    await button(page, 'Set the organization key').click();
    await page.getByText(l.code).waitFor();
    assert.deepEqual(named(all, 'lock-set').map((q) => q.body), [{ key }]);
    await page.keyboard.press('Escape');
    await page.getByText('It is never shown again').waitFor();
    await page.goBack();
    assert.equal(await page.getByText(l.code).count(), 1, 'the way back of the browser lost it');
    assert.equal(await button(page, 'Go on').isEnabled(), false);
    await page.getByLabel('I keep it in a safe place').check();
    await button(page, 'Go on').click();
    await heading(page, 'Organization key').waitFor();
    await leftNowhere(page, l.code, key, first);
  }, signedIn);
});

test('the recovery code hides itself after 30 seconds, and is copied without showing', async () => {
  const answers = { ...admin, 'lock-see': l.none, 'lock-set': l.shown };
  await way(`${here}/set`, 'Set an organization key', answers, async (page, _all, context) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.clock.install();
    await page.getByText('One that you choose').click();
    await page.getByRole('textbox', { name: 'Organization key', exact: true }).fill(words);
    await again(page).fill(words);
    await button(page, 'Set the organization key').click();
    await page.getByText(l.code).waitFor();
    await page.clock.fastForward(30_000);
    await page.getByText(l.code).waitFor({ state: 'detached' });
    await button(page, 'Copy the recovery code').click();
    await page.getByText('Copied.').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), l.code);
    await leftNowhere(page, l.code);
    await button(page, 'Show it again').click();
    await page.getByText(l.code).waitFor();
  }, signedIn);
});

test('the old organization key and the recovery code are refused beside their fields', async () => {
  const cases = [
    ['/change', 'Change the organization key', 'The organization key of now', 'Change it', 'lock-change', l.wrong('key', 'the organization key'), 'This is not the organization key.'],
    ['/recover', 'Recover with the recovery code', 'The recovery code', 'Set the new organization key', 'lock-recover', l.wrong('code', 'the recovery code'), 'This is not the recovery code.'],
  ];
  for (const [path, title, label, act, name, refusal, said] of cases) {
    await way(here + path, title, { ...admin, 'lock-see': l.locked, [name]: refusal }, async (page, all) => {
      await page.getByRole('textbox', { name: label, exact: true }).fill('wrong');
      await page.getByText('One that you choose').click();
      await page.getByRole('textbox', { name: 'Organization key', exact: true }).fill(words);
      await again(page).fill(words);
      await button(page, act).click();
      await page.getByText(said).waitFor();
      await page.getByRole('textbox', { name: label, exact: true }).and(page.locator(':focus')).waitFor();
      assert.equal(named(all, name)[0].body.newKey, words);
    }, { signedIn: true, refusals: true });
  }
});

test('replaced keys are sealed anew part by part, also past a lock and somebody who does it too, until all is done', async () => {
  let now = l.unlocked, open = false, n = 0;
  const answers = {
    ...admin, 'lock-see': () => now, 'keys-replace': () => { now = { ...l.replaced, unlocked: false }; return { ...l.shown, lock: now }; },
    'lock-unlock': () => { open = true; now = l.replaced; return now; },
    'keys-reseal': () => {
      if (!open) return l.isLocked;
      n++;
      if (n === 2) return { problem: 409, kind: 'moved', wire: { detail: 'It was changed since it was read.' } };
      if (n < 4) return { done: false, sealed: n * 100, refused: 0, ...(n === 3 && { wait: 1 }) };
      now = l.unlocked;
      return { done: true, sealed: 400, refused: 1 };
    },
  };
  await way(`${here}/replace`, 'Replace the keys of Northwind IT', answers, async (page) => {
    await page.getByRole('textbox', { name: 'The organization key of now' }).fill(words);
    await page.getByText('One that you choose').click();
    await page.getByRole('textbox', { name: 'Organization key', exact: true }).fill('another one that is long enough');
    await again(page).fill('another one that is long enough');
    await button(page, 'Replace the keys').click();
    await page.getByLabel('I keep it in a safe place').check();
    await button(page, 'Go on').click();
    await heading(page, 'Seal everything anew').waitFor();
    await button(page, 'Begin').click();
    await keyField(page).fill('another one that is long enough');
    await page.keyboard.press('Enter');
    await heading(page, 'Everything is sealed anew').waitFor();
    await page.getByText('400 sealed anew, 1 did not open').waitFor();
    assert.equal(n, 4);
  }, { signedIn: true, refusals: true });
});

test('sealing anew is left and taken up where it stopped', async () => {
  let n = 0;
  const answers = { ...admin, 'lock-see': l.replaced, 'keys-reseal': () => ({ done: false, sealed: ++n * 100, refused: 0, wait: 1 }) };
  await way(`${here}/reseal`, 'Seal everything anew', answers, async (page) => {
    await button(page, 'Begin').click();
    await page.getByText('200 sealed anew').waitFor();
    await button(page, 'Stop for now').click();
    await button(page, 'Go on').waitFor();
    const stopped = n;
    await page.waitForTimeout(1500);
    assert.equal(n, stopped, 'it went on');
    await button(page, 'Go on').click();
    await page.getByText(`${(stopped + 1) * 100} sealed anew`).waitFor();
    await page.getByRole('link', { name: 'Organization key' }).click();
    await page.getByText('Not everything is sealed anew yet').waitFor();
  }, signedIn);
});

test('a reset counts all that is gone over all pages, wants the name and the password typed, and says afterwards what is gone (S6)', async () => {
  let now = l.locked;
  const answers = { ...admin, 'lock-see': () => now, 'lock-weigh': (_, asked) => l.weighed[asked.url().includes('after') ? 1 : 0], 'lock-reset': () => { now = l.none; return now; } };
  await way(`${here}/reset`, 'Reset Northwind IT?', answers, async (page, all) => {
    for (const text of ['112 credentials', '3 credentials', '1 credential']) await page.getByText(text, { exact: true }).waitFor();
    const act = button(page, 'Give it up and reset Northwind IT');
    assert.equal(await act.isEnabled(), false);
    await page.getByLabel('Type Northwind IT to say that you mean it').fill('Northwind IT');
    assert.equal(await act.isEnabled(), false);
    await page.getByLabel('The password of your account').fill('a password of an admin');
    await act.click();
    await heading(page, 'Northwind IT is reset').waitFor();
    await page.getByText('112 credentials', { exact: true }).waitFor();
    assert.deepEqual(named(all, 'lock-reset').map((q) => q.body), [{ name: 'Northwind IT', password: 'a password of an admin' }]);
  }, signedIn);
});
