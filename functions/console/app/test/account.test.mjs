import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const inn = { 'person-me': a.me(a.asOwner), 'notice-list': { items: [], unseen: 0 } };
const signedIn = { signedIn: true };
const secret = (page, name) => page.getByRole('textbox', { name, exact: true });

test('a forgotten password: code and new password, then signing in; nothing typed stays', async () => {
  const answers = { ...inn, 'reset-create': i.mailed, 'reset-confirm': undefined, 'session-create': a.signedIn, 'delegation-list': { items: [] } };
  await way('/', 'Sign in', answers, async (page, asked) => {
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await heading(page, 'A new password').waitFor();
    await page.getByLabel('Email').fill('olive@bakery.example');
    await button(page, 'Send the code').click();
    await page.getByLabel('Code from the mail').fill('1234 5678');
    await secret(page, 'New password').fill('four green geese');
    await button(page, 'Set the password').click();
    await heading(page, 'Your new password is set').waitFor();
    assert.deepEqual(named(asked, 'reset-confirm')[0].body, { token: i.mailed.token, code: '12345678', password: 'four green geese' });
    await leftNowhere(page, 'four green geese', i.mailed.token);
    assert.equal(await page.getByLabel('Email').inputValue(), 'olive@bakery.example');
    await secret(page, 'Password').fill('four green geese');
    await button(page, 'Sign in').click();
    await heading(page, 'Hello, Olive').waitFor();
    await leftNowhere(page, 'four green geese');
  });
});

test('a wrong code is said beside it, and nothing else is asked again', async () => {
  const answers = { 'reset-create': i.mailed, 'reset-confirm': { problem: 400, wire: { fields: [{ name: 'body.code', reason: 'is not the code that was mailed' }] } } };
  await way('/forgot', 'A new password', answers, async (page) => {
    await page.getByLabel('Email').fill('olive@bakery.example');
    await button(page, 'Send the code').click();
    await page.getByLabel('Code from the mail').fill('00000000');
    await secret(page, 'New password').fill('four green geese');
    await button(page, 'Set the password').click();
    await page.getByText('This is not the code that was mailed.').waitFor();
    assert.equal(await secret(page, 'New password').inputValue(), 'four green geese');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'code');
  }, { refusals: true });
});

test('somebody new accepts an invitation with the mailed code, somebody known with the password', async () => {
  const answers = { ...inn, 'invitation-see': a.invitation, 'invitation-code': { message: 'On its way.' }, 'invitation-accept': a.signedIn, 'delegation-list': { items: [] } };
  await way('/invitation#the-token', 'Dana Reyes invites you to Northwind IT', answers, async (page, asked) => {
    assert.equal(named(asked, 'invitation-code').length, 0, 'opening the link mails nothing');
    await button(page, 'Send me the code').click();
    await page.getByLabel('Code from the mail').fill('1234 5678');
    await page.getByLabel('Your name').fill('Ravi Patel');
    await secret(page, 'Choose a password').fill('three blue horses');
    await button(page, 'Join Northwind IT').click();
    await heading(page, 'Hello, Olive').waitFor();
    assert.deepEqual(named(asked, 'invitation-accept')[0].body, { token: 'the-token', code: '12345678', name: 'Ravi Patel', password: 'three blue horses', carry: 'cookie' });
    await leftNowhere(page, 'three blue horses', 'the-token');
  });
  await way('/invitation#the-token', 'Dana Reyes invites you to Northwind IT', { ...answers, 'invitation-see': { ...a.invitation, known: true } }, async (page, asked) => {
    await secret(page, 'Password').fill('three blue horses');
    await button(page, 'Join Northwind IT').click();
    await heading(page, 'Hello, Olive').waitFor();
    assert.deepEqual(named(asked, 'invitation-accept')[0].body, { token: 'the-token', password: 'three blue horses', carry: 'cookie' });
  });
});

test('a mail address is changed with the password and the code that came to the new one', async () => {
  const answers = { ...inn, 'address-ask': i.mailed, 'address-confirm': undefined };
  await way('/account/address', 'Change your mail address', answers, async (page, asked) => {
    await page.getByLabel('New mail address').fill('olive@new.example');
    await secret(page, 'Your password').fill('three blue horses');
    await button(page, 'Send the code').click();
    await page.getByLabel('Code from the mail').fill('8765 4321');
    await leftNowhere(page, 'three blue horses');
    await button(page, 'Change the address').click();
    await heading(page, 'Your address is changed').waitFor();
    assert.deepEqual(named(asked, 'address-ask')[0].body, { email: 'olive@new.example', password: 'three blue horses' });
    assert.deepEqual(named(asked, 'address-confirm')[0].body, { token: i.mailed.token, code: '87654321' });
    assert.ok(named(asked, 'person-me').length > 1, 'who one is is asked again');
  }, signedIn);
});

test('a wrong password of now signs nobody out', async () => {
  const answers = { ...inn, 'password-change': { problem: 401, kind: 'unauthenticated', wire: { detail: 'That is not your password.' } } };
  await way('/account/password', 'Change your password', answers, async (page) => {
    await secret(page, 'Password of now').fill('not the one at all');
    await secret(page, 'New password').fill('four green geese');
    await button(page, 'Change password').click();
    await page.getByText('That is not your password.').waitFor();
    await heading(page, 'Change your password').waitFor();
  }, { signedIn: true, refusals: true });
});

test('one session is signed out, or all others', async () => {
  let items = i.sessions.items;
  const answers = { ...inn, 'session-list': () => ({ items }), 'session-end-one': () => { items = items.slice(0, 2); }, 'session-end-all': () => { items = items.slice(0, 1); } };
  await way('/account/sessions', 'Where you are signed in', answers, async (page, asked) => {
    await page.getByRole('button', { name: 'Sign out curl/8.5.0' }).click();
    await button(page, 'Sign out everywhere else (1)').click();
    await page.getByText('You are signed in nowhere else.').waitFor();
    assert.deepEqual(named(asked, 'session-end-all')[0].body, { keepThis: true });
    assert.equal(await page.getByRole('listitem').count(), 1);
  }, signedIn);
});

test('closing an account counts what ends, goes on while something is left, and signs out', async () => {
  let calls = 0;
  const loans = { items: [a.delegation('shared'), a.delegation('shared', { id: a.id('deleg', 2), organization: 'Blue Harbor' }), a.delegation('pending', { id: a.id('deleg', 3) })] };
  const answers = { ...inn, 'delegation-list': loans, 'account-close': () => (++calls < 3 ? { ended: 25, left: true, gone: false } : { ended: 4, left: false, gone: true }) };
  await way('/account', 'Your account', answers, async (page, asked) => {
    await page.getByRole('link', { name: 'Close your account' }).click();
    await page.getByText('2 loans').waitFor();
    await page.getByText('to Northwind IT and Blue Harbor').waitFor();
    await button(page, 'Close my account').click();
    await page.getByText('The password of this account.').waitFor();
    assert.equal(calls, 0, 'not without the password');
    await secret(page, 'Your password').fill('three blue horses');
    await button(page, 'Close my account').click();
    await heading(page, 'Your account is closed').waitFor();
    assert.deepEqual(named(asked, 'account-close').map((q) => q.body), Array.from({ length: 3 }, () => ({ password: 'three blue horses' })));
    await page.getByRole('button', { name: /your account/ }).waitFor({ state: 'detached' });
    await leftNowhere(page, 'three blue horses', 'valetkey.signed-in');
  }, signedIn);
});
