// An outside owner lends an account (rules D1 to D6): asked, shared from a phone, assigned, and revoked.
import assert from 'node:assert/strict';
import { groupOf, invites, signsUp } from '../acts.mjs';

const name = 'Blue Harbor IT';
const account = 'Bakery page';

export async function play(t) {
  const ann = await t.person('Ann Hale');
  const bob = await t.person('Bob Reyes', { phone: true });
  const olga = await t.person('Olga Brandt', { phone: true, dark: true });
  const s = { t, ann, bob, olga, typed: t.secret('the owner’s password there', 'third-Oven-5512-rye') };
  await asking(s);
  await answering(s);
  await using(s);
  await revoking(s);
}

async function asking(s) {
  const { t, ann, bob, olga } = s;
  await t.step('Ann signs up Blue Harbor IT; Bob joins, on a phone', async () => {
    s.here = await signsUp(ann, name);
    await invites(ann, s.here, bob, name);
  });
  await t.step('She asks Olga for the use of her account: it appears at once, pending', async () => {
    await ann.open(s.here);
    await ann.follow('Ask an owner');
    await ann.fills({ Account: account, Address: 'pages.example/login', 'Owner’s email': olga.email, 'Message to them': 'May we answer comments for you?' });
    await ann.press('Ask for access');
    await ann.headed(account);
    await ann.reads('Access request pending', olga.email);
  });
}

async function answering({ t, ann, olga, typed }) {
  const most = { taps: 5, fields: 6 };
  await t.step('Olga, who never heard of us, opens the mailed link: who asks, since when they are here, and for what', async () => {
    await olga.openMail('asks to use your account');
    olga.taps++; // the button in the mail
    await olga.reads('Ann Hale', ann.email, 'confirmed', 'here since', 'May we answer comments for you?', 'What happens if you agree');
  });
  await t.step(`She shares it, with a new account, in at most ${most.taps} taps and ${most.fields} fields`, async () => {
    await olga.press('Share access');
    await olga.press('Send me the code');
    const { code } = await olga.mail('code');
    await olga.fills({ 'Code from the mail': code, 'Your name': olga.name, 'Choose a password for Valetkey': olga.password });
    await olga.press('Go on');
    await olga.headed(`Share your login of ${account}`);
    await olga.fills({ 'Username or email': 'bakery.olga', Password: typed });
    await olga.press('Share access');
    await olga.headed('Done: access is shared');
    const { taps, fields } = olga;
    assert.ok(taps <= most.taps && fields <= most.fields, `it took ${taps} taps and ${fields} fields`);
    t.tell({ step: `measured: ${taps} taps and ${fields} fields from the mail to shared`, seconds: 0 });
  });
}

async function using({ t, ann, bob, olga, here }) {
  await t.step('Ann is told, and puts Bob’s group on it, to sign in only: more than that Olga did not allow', async () => {
    await ann.mail('shared access to Bakery page');
    await groupOf(ann, here, 'Posters', bob);
    await ann.open(here);
    await ann.follow(new RegExp(`^${account}`));
    await ann.reads('Ready');
    await ann.follow('Put somebody on it');
    await ann.choose('Group', 'Posters (1)');
    await ann.tick('See and use');
    await ann.press('Put on');
    await ann.reads(/owner/i);
    await ann.tick('Sign in only');
    await ann.press('Put on');
    await ann.headed(account);
    await ann.reads('Posters', 'signs in with it');
  });
  await t.step('It looks to Bob like any other app; the password is not shown', async () => {
    await bob.open('/');
    await bob.follow(new RegExp(`^${account}`));
    await bob.headed(account);
    await bob.reads('You may sign in with it. The password is not shown.');
  });
  await t.step('Olga sees with whom she shares it, and what was done', async () => {
    await olga.follow('Manage shared access');
    await olga.reads(name, 'Activity');
  });
}

async function revoking({ t, ann, bob, olga }) {
  await t.step('She revokes it, which is asked for first', async () => {
    await olga.follow('Revoke access');
    await olga.headed(`Revoke access to ${account}?`);
    await olga.reads(`nobody at ${name} can sign in with it`);
    await olga.press('Revoke access');
    await olga.headed(`Access to ${account} is revoked`);
  });
  await t.step('Ann is told, and Bob has it no more', async () => {
    await ann.mail('took back access');
    await ann.page.reload();
    await ann.reads('Revoked by its owner');
    await bob.open('/');
    await bob.headed('Hello, Bob');
    assert.equal(await bob.link(new RegExp(`^${account}`)).count(), 0, 'it is still among his apps');
  });
}
