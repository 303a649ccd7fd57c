import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const owner = { 'person-me': a.me(a.asOwner), 'notice-list': { items: [], unseen: 0 } };
const signedIn = { signedIn: true };
const loan = `/requests/${a.personal}/${a.loan}`;
const asks = 'Northwind IT asks for the use of your account';

test('without an account, "I do not know them" takes the mailed code and nothing else', async () => {
  const answers = { 'delegation-see': a.seen, 'delegation-code': { message: 'On its way.' }, 'delegation-unknown': { ...a.seen, state: 'denied' } };
  await way('/request#the-token', asks, answers, async (page, asked) => {
    await button(page, 'I do not know them').click();
    await heading(page, 'You do not know Northwind IT?').waitFor();
    await page.getByText('Every open request of Northwind IT to this address ends').waitFor();
    assert.deepEqual(asked.map((q) => q.name), ['delegation-see'], 'looking decides nothing');
    await button(page, 'Send me the code').click();
    await page.getByLabel('Code from the mail').fill('1234 5678');
    await button(page, 'I do not know them').click();
    await heading(page, 'Done. They cannot ask you again').waitFor();
    assert.deepEqual(named(asked, 'delegation-unknown')[0].body, { token: 'the-token', code: '12345678' });
    await leftNowhere(page, 'the-token', '12345678');
  });
});

test('signed in, "I do not know them" claims first and then asks once more', async () => {
  let now = a.delegation('pending');
  const answers = { ...owner, 'delegation-see': a.seen, 'delegation-claim': { organization: a.personal, delegation: a.loan }, 'delegation-list': () => ({ items: [now] }), 'delegation-disown': () => (now = a.delegation('denied', { unknown: true })) };
  await way('/request#the-token', asks, answers, async (page, asked) => {
    await button(page, 'I do not know them').click();
    await heading(page, 'You do not know Northwind IT?').waitFor();
    assert.equal(named(asked, 'delegation-disown').length, 0);
    await button(page, 'I do not know them').click();
    await heading(page, 'You said that you do not know Northwind IT').waitFor();
    assert.equal(named(asked, 'delegation-disown').length, 1);
  }, signedIn);
});

test('a login is shared with a set-up key and an end date, and neither stays on the page', async () => {
  let now = a.delegation('pending');
  const answers = { ...owner, 'delegation-list': () => ({ items: [now] }), 'delegation-share': () => (now = a.delegation('shared', { hasCodes: true, ends: '2027-05-31T21:59:00.000Z' })) };
  await way(`${loan}/share`, 'Share your login of Social account', answers, async (page, asked) => {
    await page.getByLabel('Username or email').fill('olive@social.example');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('S3cret-of-the-bakery');
    await button(page, 'It asks for sign-in codes').click();
    await page.getByRole('textbox', { name: 'Set-up key for sign-in codes' }).fill(' JBSWY3DPEHPK3PXP ');
    await page.getByLabel('Last day, if you like').fill('2027-05-31');
    await page.getByText('Until the end of Monday, 31 May 2027 (Europe/Zurich)').waitFor();
    await button(page, 'Share access').click();
    await heading(page, 'Done: access is shared').waitFor();
    assert.deepEqual(named(asked, 'delegation-share')[0].body, {
      username: 'olive@social.example', secret: 'S3cret-of-the-bakery', seed: 'JBSWY3DPEHPK3PXP', allowViewing: false, ends: '2027-05-31T21:59:00.000Z',
    });
    await leftNowhere(page, 'S3cret-of-the-bakery', 'JBSWY3DPEHPK3PXP');
  }, signedIn);
});

test('a seed that is none is said beside its field', async () => {
  const answers = { ...owner, 'delegation-list': { items: [a.delegation('pending')] }, 'delegation-share': { problem: 400, wire: { fields: [{ name: 'body.seed', reason: 'is not a set-up key' }] } } };
  await way(`${loan}/share`, 'Share your login of Social account', answers, async (page) => {
    await page.getByLabel('Username or email').fill('olive@social.example');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('S3cret-of-the-bakery');
    await button(page, 'It asks for sign-in codes').click();
    await page.getByRole('textbox', { name: 'Set-up key for sign-in codes' }).fill('123');
    await button(page, 'Share access').click();
    await page.getByText('This is not a set-up key.').waitFor();
  }, { signedIn: true, refusals: true });
});

test('the end date of a loan is set, moved and taken away', async () => {
  let now = a.delegation('shared');
  const answers = { ...owner, 'delegation-list': () => ({ items: [now] }), 'delegation-activity': a.activity, 'delegation-amend': (body) => (now = a.delegation('shared', body.ends ? { ends: body.ends } : {})) };
  await way(loan, 'Social account', answers, async (page, asked) => {
    await page.getByRole('link', { name: 'Set an end date' }).click();
    await page.getByLabel('Last day').fill('2027-05-31');
    await button(page, 'Set the end date').click();
    await page.getByText('Ends by itself on').waitFor();
    await page.getByRole('link', { name: 'Change end date' }).click();
    assert.equal(await page.getByLabel('Last day').inputValue(), '2027-05-31');
    await page.getByLabel('Last day').fill('2027-01-31');
    await button(page, 'Move the end date').click();
    await page.getByRole('link', { name: 'Change end date' }).click();
    await button(page, 'Take the end date away').click();
    await page.getByText('No end date.').waitFor();
    assert.deepEqual(named(asked, 'delegation-amend').map((q) => q.body), [{ ends: '2027-05-31T21:59:00.000Z' }, { ends: '2027-01-31T22:59:00.000Z' }, { endless: true }]);
  }, signedIn);
});

test('viewing is allowed and forbidden, each after it was said what that means', async () => {
  let now = a.delegation('shared');
  const answers = { ...owner, 'delegation-list': () => ({ items: [now] }), 'delegation-activity': a.activity, 'delegation-amend': (body) => (now = a.delegation('shared', body)) };
  await way(loan, 'Social account', answers, async (page, asked) => {
    await page.getByRole('link', { name: 'Allow viewing' }).click();
    await page.getByText('who saw it may remember it').waitFor();
    await button(page, 'Allow viewing').click();
    await page.getByRole('link', { name: 'Forbid viewing' }).click();
    await button(page, 'Forbid viewing').click();
    await page.getByText('They sign in with it and are not shown the password.').waitFor();
    assert.deepEqual(named(asked, 'delegation-amend').map((q) => q.body), [{ allowViewing: true }, { allowViewing: false }]);
  }, signedIn);
});

test('a request is answered with a company login of an organization one administers', async () => {
  let now = a.delegation('pending');
  const answers = {
    ...owner, 'person-me': a.me(a.asOwner, a.asAdmin, a.asSuspended, { ...a.asUser, organization: a.id('org', 4), name: 'A place where I am a user' }),
    'request-queue': { items: [] }, 'delegation-list': () => ({ items: [now] }), 'resource-list': { items: a.resources }, 'resource-see': i.company, 'delegation-activity': a.activity, 'delegation-lend': () => (now = a.delegation('shared')),
  };
  await way(`${loan}/share`, 'Share your login of Social account', answers, async (page, asked) => {
    await page.getByRole('link', { name: 'Answer with a login of Northwind IT instead' }).click();
    const choices = (label) => page.getByLabel(label).locator('option').allInnerTexts();
    assert.deepEqual(await choices('Organization'), ['Choose…', 'Northwind IT']);
    await page.getByLabel('App').selectOption('Ticket desk');
    assert.deepEqual(await choices('App'), ['Choose…', 'Ticket desk'], 'what others lend is not lent on');
    await page.getByLabel('Login').selectOption('Desk (desk@northwind.example)');
    assert.deepEqual(await choices('Login'), ['Choose…', 'Desk (desk@northwind.example)']);
    await button(page, 'Share access').click();
    await heading(page, 'Done: access is shared').waitFor();
    assert.equal(new URL(page.url()).pathname, `/requests/${a.provider}/${a.loan}/done`);
    assert.deepEqual(named(asked, 'delegation-lend')[0].body, { resource: i.company.id, credential: a.id('cred', 3), allowViewing: false });
  }, signedIn);
});

test('who used a loan is listed by person, and one can be looked at alone', async () => {
  const answers = { ...owner, 'delegation-list': { items: [a.delegation('shared')] }, 'delegation-activity': (_, request) => (request.url().includes('person=') ? { items: a.activity.items.slice(0, 1), people: [] } : a.activity) };
  await way(loan, 'Social account', answers, async (page, asked) => {
    await page.getByText('2 people may know the password.').waitFor();
    await page.getByText('12 times, last on').waitFor();
    const ravi = page.getByRole('button', { name: /^Ravi Patel/ });
    await ravi.click();
    await page.getByRole('heading', { name: 'Activity of Ravi Patel' }).waitFor();
    assert.equal(await ravi.getAttribute('aria-pressed'), 'true');
    assert.ok(named(asked, 'delegation-activity').some((q) => q.query.person === 'Ravi Patel'));
    await page.getByText('You shared access').waitFor({ state: 'detached' });
    await button(page, 'Show everybody').click();
    await page.getByText('You shared access').waitFor();
  }, signedIn);
});

test('a new login without its set-up key is warned of', async () => {
  const answers = { ...owner, 'delegation-list': { items: [a.delegation('shared', { hasCodes: true })] }, 'delegation-activity': a.activity, 'credential-change': { id: a.id('cred', 1), name: 'Social account', managed: false, version: 2, revision: 2, changed: a.ago(0), by: 'Olive Baker' } };
  await way(`${loan}/login`, 'Change the login of Social account', answers, async (page, asked) => {
    await page.getByText('Give it again, or they get no codes any more.').waitFor();
    await page.getByRole('textbox', { name: 'New password' }).fill('Bakery-pass-2');
    await page.getByRole('textbox', { name: 'Set-up key for sign-in codes' }).fill('JBSWY3DPEHPK3PXP');
    await button(page, 'Change login').click();
    await heading(page, 'Social account').waitFor();
    assert.deepEqual(named(asked, 'credential-change')[0].body, { version: 1, secret: 'Bakery-pass-2', seed: 'JBSWY3DPEHPK3PXP' });
    await leftNowhere(page, 'Bakery-pass-2', 'JBSWY3DPEHPK3PXP');
  }, signedIn);
});

test('a new password is generated, a passphrase of words that come when they are needed', async () => {
  const answers = { ...owner, 'delegation-list': { items: [a.delegation('shared')] }, 'delegation-activity': a.activity, 'credential-change': { id: a.id('cred', 1), name: 'Social account', managed: false, version: 2, revision: 2, changed: a.ago(0), by: 'Olive Baker' } };
  await way(`${loan}/login`, 'Change the login of Social account', answers, async (page, asked) => {
    const made = page.getByRole('textbox', { name: 'New password' });
    await button(page, 'Generate one').click();
    await button(page, 'Generate').click();
    const first = await made.inputValue();
    assert.match(first, /^[!-~]{20}$/);
    assert.doesNotMatch(first, /[IlO01|]/);
    await page.getByText('127 bits: more than anybody can try').waitFor();
    await page.getByLabel('Make').selectOption('words');
    await page.getByText('77 bits: good for a login').waitFor();
    await button(page, 'Generate').click();
    const phrase = await made.inputValue();
    assert.match(phrase, /^([a-z]+-){5}[a-z]+$/);
    await button(page, 'Change login').click();
    await heading(page, 'Social account').waitFor();
    assert.deepEqual(named(asked, 'credential-change')[0].body, { version: 1, secret: phrase });
    await leftNowhere(page, first, phrase);
  }, signedIn);
});
