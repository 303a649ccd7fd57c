import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import { openPage } from './browser.mjs';
import { play } from './play.mjs';
import { button, heading, prepare } from './way.mjs';

const { way, theBrowser } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const owner = { 'person-me': a.me(a.asOwner), 'notice-list': { items: [], unseen: 0 } };

const look = (l) => l.evaluate((e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color, getComputedStyle(e).borderColor].join());

/** The service in small, as the owner's story needs it. */
function story() {
  let now = a.delegation('pending');
  return {
    ...owner,
    'delegation-see': a.seen,
    'delegation-code': { message: 'A code is on its way.' },
    'delegation-join': a.signedIn,
    'delegation-list': () => ({ items: [now] }),
    'delegation-share': () => (now = a.delegation('shared')),
    'delegation-deny': () => (now = a.delegation('denied')),
    'delegation-activity': a.activity,
  };
}

test('opening the mailed link asks for nothing but what it is about, and neither answer is nearer', async () => {
  await way('/request#the-token', `Northwind IT asks for the use of your account`, story(), async (page, asked) => {
    assert.deepEqual(asked.map((q) => q.name), ['delegation-see']);
    assert.deepEqual(asked[0].body, { token: 'the-token' });
    for (const text of ['Dana Reyes', 'dana@northwind.example', 'confirmed', 'Social account', 'social.example', 'are not shown the password', 'a determined person can read it']) {
      await page.getByText(text).first().waitFor();
    }
    const [share, deny] = [button(page, 'Share access'), button(page, 'Deny')];
    const [one, other] = [await share.boundingBox(), await deny.boundingBox()];
    assert.equal(one.y, other.y);
    assert.equal(Math.round(one.width), Math.round(other.width));
    assert.equal(await look(share), await look(deny));
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
  });
});

test('the landing page is at most 120 kB on the wire', async () => {
  const { browser, served } = theBrowser();
  const { page, context } = await openPage(browser);
  const loaded = [];
  page.on('requestfinished', (r) => loaded.push(r));
  await play(page, context, served.origin, { path: '/request#the-token', heading: 'Northwind IT asks for the use of your account', answers: story() });
  const sizes = await Promise.all(loaded.map((r) => r.sizes()));
  const bytes = sizes.reduce((sum, s) => sum + s.responseBodySize, 0);
  await context.close();
  console.log(`the landing page: ${loaded.length} files, ${(bytes / 1000).toFixed(1)} kB`);
  assert.ok(bytes > 50_000 && bytes <= 120_000, `${bytes} bytes`);
});

test('an owner without an account shares in five taps and five fields, and nothing secret stays on the page', async () => {
  await way('/request#the-token', `Northwind IT asks for the use of your account`, story(), async (page, asked) => {
    await button(page, 'Share access').click();
    await button(page, 'Send me the code').click();
    await page.getByLabel('Code from the mail').fill('1234 5678');
    await page.getByLabel('Your name').fill('Olive Baker');
    await page.getByRole('textbox', { name: 'Choose a password for Valetkey' }).fill('three blue horses');
    await button(page, 'Go on').click();
    await heading(page, 'Share your login of Social account').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1', 'a new step is read out');
    assert.equal(await page.getByLabel('Allow viewing the password').isChecked(), false);
    await page.getByLabel('Username or email').fill('olive@social.example');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('S3cret-of-the-bakery');
    await button(page, 'Share access').click();
    await heading(page, 'Done: access is shared').waitFor();
    assert.deepEqual(named(asked, 'delegation-join')[0].body, {
      token: 'the-token', code: '12345678', name: 'Olive Baker', password: 'three blue horses', carry: 'cookie',
    });
    const share = named(asked, 'delegation-share');
    assert.deepEqual(share[0].body, { username: 'olive@social.example', secret: 'S3cret-of-the-bakery', allowViewing: false });
    assert.ok(share[0].headers['idempotency-key']);
    assert.equal(share.length, 1);
    const left = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + location.href);
    for (const secret of ['S3cret-of-the-bakery', 'three blue horses', 'the-token']) assert.ok(!left.includes(secret), `${secret} is left behind`);
  });
});

test('an owner denies with a note after proving the mailbox', async () => {
  await way('/request#the-token', `Northwind IT asks for the use of your account`, story(), async (page, asked) => {
    await button(page, 'Deny').click();
    await button(page, 'Send me the code').click();
    await page.getByLabel('Code from the mail').fill('12345678');
    await page.getByLabel('Your name').fill('Olive Baker');
    await page.getByRole('textbox', { name: 'Choose a password for Valetkey' }).fill('three blue horses');
    await button(page, 'Go on').click();
    await page.getByLabel('A note to them').fill('We do not use it any more.');
    await button(page, 'Deny').click();
    await heading(page, 'You denied access to Social account').waitFor();
    assert.deepEqual(named(asked, 'delegation-deny')[0].body, { note: 'We do not use it any more.' });
  });
});

test('an owner who is signed in claims at once', async () => {
  const answers = { ...story(), 'delegation-claim': { organization: a.personal, delegation: a.loan } };
  await way('/request#the-token', `Northwind IT asks for the use of your account`, answers, async (page, asked) => {
    await button(page, 'Share access').click();
    await heading(page, 'Share your login of Social account').waitFor();
    assert.deepEqual(named(asked, 'delegation-claim').map((q) => q.body), [{ token: 'the-token' }]);
  }, { signedIn: true });
});

test('a deep link survives signing in', async () => {
  const answers = { ...story(), 'session-create': a.signedIn };
  await way(`/requests/${a.personal}/${a.loan}`, 'Sign in to see this', answers, async (page) => {
    await page.getByLabel('Email').fill('olive@bakery.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('three blue horses');
    await button(page, 'Sign in').click();
    await heading(page, 'Northwind IT asks for the use of your account').waitFor();
  });
});

test('an ended session asks to sign in at the same place', async () => {
  let signedIn = false;
  const answers = { ...story(), 'session-create': () => { signedIn = true; return a.signedIn; }, 'person-me': () => (signedIn ? a.me(a.asOwner) : { problem: 401, kind: 'unauthenticated' }) };
  await way('/shared', 'Sign in to see this', answers, async (page) => {
    await page.getByLabel('Email').fill('olive@bakery.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('three blue horses');
    await button(page, 'Sign in').click();
    await heading(page, 'Shared access').waitFor();
  }, { signedIn: true, refusals: true });
});

test('revoking asks first, says who may know the password, and revokes once', async () => {
  let now = a.delegation('shared');
  const answers = { ...owner, 'delegation-list': () => ({ items: [now] }), 'delegation-activity': a.activity, 'delegation-revoke': () => (now = a.delegation('revoked')) };
  await way(`/requests/${a.personal}/${a.loan}`, 'Social account', answers, async (page, asked) => {
    await page.getByRole('link', { name: 'Revoke access' }).click();
    await page.getByText('2 people may know the password: Ravi Patel and Dana Reyes.').waitFor();
    assert.equal(named(asked, 'delegation-revoke').length, 0);
    await button(page, 'Revoke access').click();
    await heading(page, 'Access to Social account is revoked').waitFor();
    assert.equal(named(asked, 'delegation-revoke').length, 1);
  }, { signedIn: true });
});

test('a login can be changed twice, each time on top of what the owner saw', async () => {
  let version = 1;
  const answers = { ...owner, 'delegation-list': { items: [a.delegation('shared')] }, 'delegation-activity': a.activity,
    'credential-change': (body) => (body.version === version
      ? { id: a.delegation('shared').credential, name: 'Social account', managed: false, version: ++version, revision: 1, changed: a.seen.asked, by: 'Olive Baker' }
      : { problem: 409, kind: 'moved', wire: { detail: 'Somebody changed it at 2026-03-03T09:00:00Z; look at that first.' } }) };
  await way(`/requests/${a.personal}/${a.loan}`, 'Social account', answers, async (page, asked) => {
    for (const secret of ['Bakery-pass-2', 'Bakery-pass-3']) {
      await page.getByRole('link', { name: 'Change login' }).click();
      await page.getByRole('textbox', { name: 'New password' }).fill(secret);
      await button(page, 'Change login').click();
      await heading(page, 'Social account').waitFor();
    }
    assert.deepEqual(named(asked, 'credential-change').map((q) => q.body), [{ version: 1, secret: 'Bakery-pass-2' }, { version: 2, secret: 'Bakery-pass-3' }]);
    version = 9; // by somebody else
    await page.getByRole('link', { name: 'Change login' }).click();
    await page.getByRole('textbox', { name: 'New password' }).fill('Bakery-pass-4');
    await button(page, 'Change login').click();
    await page.getByText('Somebody changed it at 3 Mar, 10:00; look at that first.').or(page.getByText('Somebody changed it at 3 Mar, 10:00 2026')).first().waitFor();
  }, { signedIn: true, refusals: true });
});

test('trying again after a lost answer sends the same key, and nothing typed is lost', async () => {
  let times = 0;
  const answers = { ...story(), 'delegation-share': () => (++times === 1 ? 'offline' : a.delegation('shared')) };
  await way(`/requests/${a.personal}/${a.loan}/share`, 'Share your login of Social account', answers, async (page, asked) => {
    await page.getByLabel('Username or email').fill('olive@social.example');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('S3cret-of-the-bakery');
    await button(page, 'Share access').click();
    await page.getByText('Nothing you typed is lost').waitFor();
    await button(page, 'Share access').click();
    await heading(page, 'Done: access is shared').waitFor();
    const keys = named(asked, 'delegation-share').map((q) => q.headers['idempotency-key']);
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
  }, { signedIn: true, refusals: true });
});

test('without a connection the page says so', async () => {
  await way('/', 'Sign in', {}, async (page, _asked, context) => {
    await context.setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await context.setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
  });
});
