// What counts as a field: tried on many pages in one document, by what runs inside a page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepare } from './prepare.mjs';

const all = prepare({ '/': '<!doctype html><title>Traps</title><body></body>' }, { keep: true });
let page;

/** The page that all is tried on; the tab is given to the extension by a press. */
async function given() {
  if (page) return;
  page = await all.visit(all.sites.at('traps.example'));
  await all.browser.press(page);
}

/** What is seen of a body; a script may finish it. */
async function look(html, finish) {
  await given();
  await page.evaluate((inner) => {
    document.body.innerHTML = inner;
    scrollTo(0, 0);
  }, html);
  if (finish) await page.evaluate(finish);
  const seen = await all.browser.worker.evaluate(async (url) => {
    const tab = (await chrome.tabs.query({})).find((t) => t.url === url);
    const target = { tabId: tab.id, frameIds: [0] };
    await chrome.scripting.executeScript({ target, files: ['page.js'] });
    return (await chrome.scripting.executeScript({ target, func: () => globalThis.valetkey.look() }))[0].result;
  }, page.url());
  return ['username', 'password', 'code'].filter((what) => seen[what]).join(' ');
}

const field = (style = '', more = '') => `<input type="password" style="${style}" ${more}>`;
const inside = (style, what = field()) => `<div style="${style}">${what}</div>`;

const traps = {
  'not displayed': field('display:none'), 'in what is not displayed': inside('display:none'),
  'invisible': field('visibility:hidden'), 'transparent': field('opacity:0'), 'nearly transparent': field('opacity:0.02'),
  'in what is transparent': inside('opacity:0.3', inside('opacity:0.3', field('opacity:0.3'))), 'transparent by a filter': inside('filter:opacity(1%)'),
  'of no size': field('width:0;height:0;padding:0;border:0'), 'of a pixel': field('width:1px;height:1px;padding:0;border:0'), 'shrunk': inside('transform:scale(0)'),
  'off to the left': field('position:absolute;left:-9999px'), 'off to the top': field('position:absolute;top:-999px'), 'moved away': field('transform:translateX(-5000px)'),
  'cut off by what it is in': inside('width:1px;height:1px;overflow:hidden'), 'clipped': field('clip-path:inset(50%)'), 'clipped the old way': field('position:absolute;clip:rect(0,0,0,0)'),
  'covered': `${field('position:absolute;top:20px;left:20px')}<div style="position:absolute;inset:0;background:white">Hello</div>`,
  'behind the page': inside('position:relative;z-index:-1;', field('position:absolute;left:9px;top:9px;z-index:-1')) + '<main style="position:absolute;inset:0;background:white"></main>',
  'disabled': field('', 'disabled'), 'for reading only': field('', 'readonly'), 'hidden by a word': field('', 'hidden'), 'inert': inside('', field()).replace('<div', '<div inert'),
  'in what is folded': `<details><summary>More</summary>${field()}</details>`, 'for a new password': field('', 'autocomplete="new-password"'),
};
for (const [what, html] of Object.entries(traps)) {
  test(`a field that is ${what} is none`, async () => { // rule G6
    assert.equal(await look(html), '');
  });
}

const good = {
  'plain': field(), 'below the fold': `<div style="height:3000px"></div>${field()}`, 'in a box that scrolls': inside('height:80px;overflow:auto', `<div style="height:400px"></div>${field()}`),
  'half covered': `<div style="position:relative;width:200px">${field('width:200px')}<span style="position:absolute;right:0;top:0;width:60px;height:30px;background:red"></span></div>`,
  'under its own floating label': `<div style="position:relative"><input id="p" type="password"><label for="p" style="position:absolute;inset:0">Password</label></div>`,
  'somewhat faint': field('opacity:0.6'), 'turned': inside('display:inline-block;margin:20px;transform:rotate(3deg)'), 'shown as text': '<input autocomplete="current-password">',
};
for (const [what, html] of Object.entries(good)) {
  test(`a field that is ${what} is one`, async () => {
    assert.equal(await look(html), 'password');
  });
}

const forms = {
  'a mail address alone is the first step': ['<input type="email">', 'username'],
  'a field for passkeys and names is the first step': ['<input autocomplete="username webauthn">', 'username'],
  'a search is no login': ['<input name="q"><input type="search" name="user-search"><input name="search-account">', ''],
  'a newsletter is no login': ['<form><input type="text" name="newsletter" placeholder="Your mail"></form>', ''],
  'a captcha is no name': ['<form><input name="user"><input name="captcha"><input type="password"></form>', 'username password'],
  'a name that calls itself nothing stands before the password': ['<form><input><input type="password"></form>', 'username password'],
  'a name of another form is not this one\'s': ['<form><input name="user"></form><form><input type="password"></form>', 'password'],
  'a drawing on the page is no hindrance': ['<svg viewBox="0 0 9 9"><g><circle r="4"/></g></svg><math><mi>x</mi></math><form><input name="user"><input type="password"></form>', 'username password'],
  'a code by its name': ['<input name="totp">', 'code'],
  'a code is no password': ['<input type="password" autocomplete="one-time-code">', 'code'],
  'a password beside a code': ['<form><input name="login"><input type="password"><input name="otp"></form>', 'username password code'],
  'today\'s password where a new one is chosen': ['<form><input type="password" autocomplete="current-password"><input type="password" autocomplete="new-password"><input type="password" autocomplete="new-password"></form>', 'password'],
  'two passwords that say nothing are a new one': ['<form><input type="password"><input type="password"></form>', ''],
};
for (const [what, [html, seen]] of Object.entries(forms)) {
  test(what, async () => {
    assert.equal(await look(html), seen);
  });
}

test('a form inside closed components is found', async () => {
  assert.equal(await look('<div id="host"></div>', () => {
    const outer = document.getElementById('host').attachShadow({ mode: 'closed' });
    outer.innerHTML = '<section></section>';
    outer.firstChild.attachShadow({ mode: 'closed' }).innerHTML = '<form><input name="user"><input type="password"></form>';
  }), 'username password');
});
