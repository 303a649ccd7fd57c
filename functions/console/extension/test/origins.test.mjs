import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './chromium.mjs';
import { here, put } from './console.mjs';
import { prepare } from './prepare.mjs';
import { onePage, startSites, stepOne, stepTwo } from './sites.mjs';

const framing = (src) => `<!doctype html><title>Frames</title><h1>Frames</h1><iframe src="${src}" width="600" height="300"></iframe>`;
const pages = {
  '/': onePage, '/one': stepOne, '/two': stepTwo,
  '/sandbox': { body: onePage, 'content-security-policy': 'sandbox allow-scripts allow-forms' },
  '/both': `${onePage}<iframe id="inner" src="/" width="600" height="300"></iframe>`,
};
const all = prepare(pages);
const { visit, fill, redeemed, names } = all;
const secret = { secret: 'S3cret-of-one' };
const typed = (frame) => frame.evaluate(() => [...document.querySelectorAll('input')].map((e) => e.value).join(''));

/** Lists a login on every page, as a service would that knows no addresses: the extension knows them itself. */
function everywhere(origin) {
  const want = put(all.world, 1, origin, secret);
  all.world.answers['vault-here'] = { items: [here(1)] };
  return want;
}

const elsewhere = {
  'another site': () => all.sites.at('evil.example'),
  'a look-alike': () => all.sites.at('1ogin.example'),
  'a subdomain of it': () => all.sites.at('www.login.example'),
  'its neighbour': () => all.sites.at('login2.example'),
  'a name that begins with it': () => all.sites.at('login.example.evil.example'),
  'letters that look like it': () => all.sites.at('xn--lgin-55d.example'), // lоgin with a Cyrillic о
};

for (const [what, address] of Object.entries(elsewhere)) {
  test(`on ${what} nothing is filled in, and it says whose it is`, async () => { // rule G6
    everywhere(all.sites.origin('login.example'));
    const page = await visit(address());
    const popup = await fill(page, 'Login 1');
    await popup.says(`Login 1 is for ${all.sites.origin('login.example')} and no other address.`);
    assert.equal(await typed(page), '');
    assert.deepEqual(redeemed(), []);
  });
}

test('another port is another address', async () => {
  const other = await startSites(pages);
  everywhere(all.sites.origin('login.example'));
  const page = await visit(other.at('login.example'));
  await (await fill(page, 'Login 1')).says('and no other address');
  assert.equal(await typed(page), '');
  other.close();
});

test('http is not https', async () => {
  everywhere(all.sites.origin('login.example').replace('http:', 'https:'));
  const page = await visit(all.sites.at('login.example'));
  await (await fill(page, 'Login 1')).says('and no other address');
  assert.deepEqual([await typed(page), redeemed().length], ['', 0]);
});

test('an address in other letters is its own, in the way browsers write it', async () => {
  put(all.world, 1, all.sites.origin('xn--mnchen-3ya.example'), secret);
  const page = await visit(all.sites.at('münchen.example'));
  await (await fill(page, 'Login 1')).gone();
  assert.equal(await page.inputValue('[name=pass]'), secret.secret);
});

test('a frame is never filled in: not of another origin, nor of the same', async () => {
  put(all.world, 1, all.sites.origin('login.example'), secret);
  pages['/frames'] = framing(all.sites.at('login.example'));
  const evil = await visit(all.sites.at('evil.example', '/frames'));
  await (await all.browser.press(evil)).says('Nothing of yours is for this site');
  assert.equal(await typed(evil.frames()[1]), '');
  const both = await visit(all.sites.at('login.example', '/both'));
  await (await fill(both, 'Login 1')).gone();
  assert.equal(await both.inputValue('[name=pass]'), secret.secret);
  assert.equal(await typed(both.frames()[1]), '');
});

test('a page that its own address shuts off is not of it', async () => {
  put(all.world, 1, all.sites.origin('login.example'), secret);
  const page = await visit(all.sites.at('login.example', '/sandbox'));
  await (await fill(page, 'Login 1')).says('shut off from its own address');
  assert.deepEqual(redeemed(), []);
});

test('a page that goes elsewhere between the ticket and the fill gets nothing', async () => {
  put(all.world, 1, all.sites.origin('login.example'), secret);
  for (const [to, says] of [[() => all.sites.at('evil.example'), 'went to another address'], [() => all.sites.at('login.example', '/?again'), 'The page changed before it was filled in']]) {
    const page = await visit(all.sites.at('login.example'));
    all.world.answers['credential-fill'] = async (_asked, usual) => {
      await page.goto(to());
      return usual();
    };
    await (await fill(page, 'Login 1')).says(says);
    assert.equal(await typed(page), '');
    await page.close();
  }
});

test('a second step at another address is none', async () => {
  put(all.world, 1, all.sites.origin('login.example'), secret);
  const page = await visit(all.sites.at('login.example', '/one'));
  const popup = await fill(page, 'Login 1');
  await popup.says('The username of Login 1 is filled in.');
  await page.goto(all.sites.at('evil.example', '/two'));
  await popup.says('went to another address');
  assert.deepEqual([await typed(page), redeemed().length], ['', 0]);
});

const refusals = {
  'a late ticket': [() => { all.world.at = () => Date.now() + 61_000; }, 'This launch is over: it was good until'],
  'a ticket that was redeemed before': [() => { for (const t of all.world.tickets.values()) t.used = '2026-11-24T09:00:00Z'; }, 'This launch was filled in already'],
  'a ticket of somebody else': [() => all.world.tickets.clear(), 'There is no such ticket.'],
  'a ticket of who signed out meanwhile': [() => { all.world.signedIn = false; }, 'You were signed out meanwhile.'],
};
for (const [what, [meanwhile, says]] of Object.entries(refusals)) {
  test(`${what} fills in nothing, and the popup says why`, async () => {
    put(all.world, 1, all.sites.origin('login.example'), secret);
    const page = await visit(all.sites.at('login.example', '/one'));
    const popup = await fill(page, 'Login 1');
    await popup.says('The username of Login 1 is filled in.');
    meanwhile();
    await page.goto(all.sites.at('login.example', '/two'));
    await popup.says(says);
    assert.equal(await typed(page), '');
    assert.equal(redeemed().length, 1);
  });
}

test('who closed the popup reads it on the button, and in the popup the next time', async () => {
  put(all.world, 1, all.sites.origin('login.example'), secret);
  all.world.answers['credential-fill'] = { problem: 403, detail: 'Your access to Login 1 has ended.' };
  const page = await visit(all.sites.at('login.example', '/one'));
  const popup = await fill(page, 'Login 1');
  await popup.says('The username of Login 1 is filled in.');
  await popup.close();
  await page.goto(all.sites.at('login.example', '/two'));
  const badge = () => all.browser.worker.evaluate(async (url) => {
    const tab = (await chrome.tabs.query({})).find((t) => t.url === url);
    return [await chrome.action.getBadgeText({ tabId: tab.id }), await chrome.action.getTitle({ tabId: tab.id })].join(' ');
  }, page.url());
  await until(async () => (await badge()) === '! Your access to Login 1 has ended.', badge);
  await (await all.browser.press(page)).says('Your access to Login 1 has ended.');
  await until(async () => (await badge()) === ' Valetkey', badge);
});

test('a clock that is wrong by hours makes no difference', async () => {
  put(all.world, 1, all.sites.origin('login.example'), secret);
  for (const hours of [-5, 5]) {
    all.world.at = () => Date.now() + hours * 3_600_000;
    const page = await visit(all.sites.at('login.example'));
    await (await fill(page, 'Login 1')).gone();
    assert.equal(await page.inputValue('[name=pass]'), secret.secret);
    await page.close();
  }
});

test('two tabs each get their own, and a second launch in a tab takes the place of the first', async () => {
  put(all.world, 1, all.sites.origin('a.example'), { secret: 'S3cret-a' });
  put(all.world, 2, all.sites.origin('b.example'), { secret: 'S3cret-b' });
  put(all.world, 3, all.sites.origin('b.example'), { secret: 'S3cret-c' });
  const [a, b] = [await visit(all.sites.at('a.example', '/one')), await visit(all.sites.at('b.example', '/one'))];
  await (await fill(a, 'Login 1')).says('The username of');
  await (await fill(b, 'Login 2')).says('The username of');
  await (await fill(b, 'Login 3')).says('The username of Login 3');
  for (const page of [a, b]) await page.goto(page.url().replace('/one', '/two'));
  for (const [page, value] of [[a, 'S3cret-a'], [b, 'S3cret-c']]) await until(async () => (await typed(page)) === value, async () => `it holds ${await typed(page)}`);
  assert.deepEqual(names().filter((n) => n === 'credential-fill').length, 2);
});
