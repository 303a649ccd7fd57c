import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asked as request } from '../../app/test/access.mjs';
import { until } from './chromium.mjs';
import { ago, asAdmin, asUser, here, id, provider, put } from './console.mjs';
import { prepare } from './prepare.mjs';
import { onePage } from './sites.mjs';

const axe = readFileSync(join(import.meta.dirname, '../../app/node_modules/axe-core/axe.min.js'), 'utf8');
const all = prepare({ '/': onePage });
const { visit, names } = all;
const site = () => visit(all.sites.at('erp.contoso.example'));
const press = async () => all.browser.press(await site());

const policy = { justInTime: true, longest: 14_400, needs: 1 };
const access = (state, more = {}) => ({ assignment: id('assign', 1), state, policy, ...more });
const blue = { ...asUser, organization: id('org', 4), name: 'Blue Harbor Hotels' };

/** What a technician of two organizations has for one site. */
function much() {
  all.world.memberships = [asUser, blue];
  all.world.items = [
    here(1, { name: 'ERP of Contoso', username: 'northwind@contoso.example', picked: true, resource: id('res', 1), access: access('open', { until: ago(0, -2.2) }) }),
    here(2, { name: 'ERP, Olive’s own account with a very long name indeed', username: 'olive.featherstonehaugh@communications.contoso.example', lender: 'Olive Baker' }),
    here(3, { name: 'ERP administrator', username: 'root', state: 'locked', resource: id('res', 2), access: access('locked') }),
    here(4, { name: 'ERP for audits', state: 'pending', resource: id('res', 3), access: access('pending', { request: id('req', 1) }) }),
  ];
  all.world.answers['vault-here'] = (asked) => (asked.path.includes(blue.organization) ? { items: [here(5, { name: 'ERP of the harbour', username: 'desk' })], locked: true } : { items: all.world.items });
}

/** Each state of the popup, and how it comes to be. */
const states = {
  much: [much, 'Open for 2 hours'],
  empty: [() => undefined, 'Nothing of yours is for this site'],
  'signed out': [() => { all.world.signedIn = false; }, 'Sign in to Valetkey'],
  unreachable: [() => { all.world.away = true; }, 'Valetkey cannot be reached'],
  broken: [() => { all.world.answers['person-me'] = { problem: 500, detail: undefined, kind: 'internal' }; }, 'That did not work'],
  slow: [() => { all.world.slow = 3_000; }, 'erp.contoso.example'],
  'shut in part': [() => {
    all.world.memberships = [asUser, blue];
    all.world.answers['vault-here'] = (asked) => (asked.path.includes(blue.organization) ? { problem: 403, detail: 'Blue Harbor Hotels asks for a second factor. Set one up first.' } : { items: [here(1)] });
  }, 'asks for a second factor'],
  many: [() => { all.world.items = Array.from({ length: 12 }, (_, n) => here(n + 1, { name: `Login ${n + 1}`, credential: `cred_01J000000000000000000000${10 + n}` })); }, 'Login 12'],
};

for (const [state, [set, says]] of Object.entries(states)) {
  test(`${state}: says what is so, fits, and can be read by all, light and dark`, async () => {
    set();
    const popup = await press();
    await popup.says(says);
    await look(popup, state);
  });
}

/** What is common to all states: no fault that axe calls serious, nothing wider than the popup; a picture if POPUP_SHOTS says where. */
async function look(popup, name) {
  for (const scheme of ['light', 'dark']) {
    await popup.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }] });
    assert.deepEqual(await popup.eval('[innerWidth, document.documentElement.scrollWidth]'), [360, 360]);
    await popup.eval(axe);
    const found = await popup.eval(`axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 90) + (n.any[0]?.message ?? '')).join('; ')))`);
    assert.deepEqual(found, []);
    if (process.env.POPUP_SHOTS) await popup.picture(join(process.env.POPUP_SHOTS, `${name.replaceAll(' ', '-')}-${scheme}.png`));
  }
}

test('a page of the browser, or of the console itself, is no site to sign in at', async () => {
  const page = await visit('about:blank#one');
  await (await all.browser.press(page)).says('No site to sign in at');
  await page.goto(`${all.world.origin}/home`);
  await (await all.browser.press(page)).says('This is Valetkey itself');
  assert.deepEqual(names(), []);
});

test('who is signed out is led to the console, and sees the list after', async () => {
  all.world.signedIn = false;
  const popup = await press();
  await popup.click('Sign in');
  await until(() => all.browser.context.pages().some((p) => p.url() === `${all.world.origin}/sign-in`));
});

test('a service that is back is asked again by a button', async () => {
  all.world.away = true;
  const popup = await press();
  await popup.says('cannot be reached');
  all.world.away = false;
  all.world.items = [here(1)];
  await popup.click('Try again');
  await popup.says('Login 1');
});

test('what is open comes first, of that what was last; the first is ready for Enter, the arrows go on', async () => {
  much();
  const popup = await press();
  await popup.says('ERP for audits');
  const named = 'document.activeElement.getAttribute("aria-label")';
  assert.equal(await popup.eval(named), 'Fill: ERP of Contoso');
  const key = async (code) => {
    for (const type of ['keyDown', 'keyUp']) await popup.send('Input.dispatchKeyEvent', { type, key: code, code });
    return popup.eval(named);
  };
  assert.equal(await key('ArrowDown'), 'Fill: ERP, Olive’s own account with a very long name indeed');
  assert.equal(await key('ArrowDown'), 'Unlock: ERP of the harbour');
  assert.equal(await key('ArrowUp'), 'Fill: ERP, Olive’s own account with a very long name indeed');
});

test('access is requested in place: how long and why, once', async () => { // rule J3
  much();
  let sent = 0;
  all.world.answers['request-create'] = () => {
    sent++;
    all.world.items[2] = { ...all.world.items[2], state: 'pending', access: access('pending', { request: id('req', 2) }) };
    return request({ id: id('req', 2), mayDecide: false });
  };
  const popup = await press();
  await popup.click('Request access: ERP administrator');
  await look(popup, 'ask');
  await popup.eval(`(() => { document.querySelector('select').value = 'own'; document.querySelector('select').dispatchEvent(new Event('change')); document.querySelector('input').value = '99'; })()`);
  await popup.click('Request access');
  await popup.says('At most 4 hours here.');
  await popup.eval(`(() => { document.querySelector('input').value = '1,5'; document.querySelector('textarea').value = ' The month is closed. '; })()`);
  await popup.click('Request access');
  await until(async () => (await popup.text()).split('Requested: waits for a decision').length === 3, () => popup.text());
  const [asked] = all.world.asked.filter((a) => a.name === 'request-create');
  assert.deepEqual(asked.body, { assignment: id('assign', 1), length: 5_400, reason: 'The month is closed.' });
  assert.ok(asked.headers['idempotency-key']);
  assert.equal(sent, 1);
});

test('a reason that opens at once is required, a refusal is told in its words, and what is open is filled in then', async () => { // rule J4
  put(all.world, 1, all.sites.origin('erp.contoso.example'), { secret: 'S3cret-9' }, { state: 'locked', resource: id('res', 1), access: access('locked', { policy: { ...policy, automatic: true } }) });
  all.world.answers['request-create'] = { problem: 409, detail: 'You have access already.', kind: 'conflict' };
  const popup = await press();
  await popup.click(`Request access: Login 1`);
  await popup.click('Open it');
  await popup.says('Why do you need it?');
  await popup.eval(`document.querySelector('textarea').value = 'Payroll'`);
  await popup.click('Open it');
  await popup.says('You have access already.');
  all.world.answers['request-create'] = () => {
    Object.assign(all.world.items[0], { state: 'open', access: access('open', { until: ago(0, -4) }) });
    return request({ state: 'approved', open: true });
  };
  await popup.click('Open it');
  await popup.click('Fill: Login 1');
  await popup.gone();
});

test('what has closed since it was listed says so, and may be asked for at once', async () => { // promise 2
  put(all.world, 1, all.sites.origin('erp.contoso.example'), { secret: 'S3cret-9' }, { resource: id('res', 1), access: access('open', { until: ago(0, -1) }) });
  all.world.answers['credential-launch'] = () => {
    Object.assign(all.world.items[0], { state: 'locked', access: access('locked') });
    return { problem: 403, detail: 'Your access to it ended.', kind: 'access-locked' };
  };
  const popup = await press();
  await popup.click('Fill: Login 1');
  await popup.says('Your access to it ended.');
  await popup.click('Request access: Login 1');
});

test('who changes their mind about asking is back where they were', async () => {
  much();
  const popup = await press();
  await popup.click('Request access: ERP administrator');
  await popup.click('Cancel');
  assert.equal(await popup.eval('document.activeElement.getAttribute("aria-label")'), 'Request access: ERP administrator');
  assert.ok(!names().includes('request-create'));
});

test('a locked organization is unlocked at the console', async () => { // rule S9
  all.world.memberships = [asAdmin];
  all.world.locked = true;
  put(all.world, 1, all.sites.origin('erp.contoso.example'), { secret: 'S3cret-9' });
  const popup = await press();
  await popup.says('Northwind IT is locked');
  await popup.click('Unlock: Login 1');
  await until(() => all.browser.context.pages().some((p) => p.url() === `${all.world.origin}/organizations/${provider}/lock`));
});

test('of many the one that is meant is found by typing', async () => {
  states.many[0]();
  const popup = await press();
  await popup.says('Login 12');
  await popup.eval(`(() => { const s = document.querySelector('input[type=search]'); s.value = 'login 11'; s.dispatchEvent(new Event('input')); })()`);
  assert.ok(!(await popup.text()).includes('Login 12') && (await popup.text()).includes('Login 11'));
});

test('every page of a list is asked for, and each organization by itself', async () => {
  all.world.memberships = [asUser, blue, { ...asUser, organization: id('org', 5), suspended: true }];
  all.world.answers['vault-here'] = (asked) => (asked.query.after ? { items: [here(2)] } : { items: [], next: 'more' });
  const popup = await press();
  await popup.says('Login 2');
  assert.equal(names().filter((n) => n === 'vault-here').length, 4);
  assert.deepEqual([...new Set(all.world.asked.filter((a) => a.name === 'vault-here').map((a) => a.query.origin))], [all.sites.origin('erp.contoso.example')]);
});
