import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as h from './sharing.mjs';
import * as v from './vault.mjs';
import { button, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const admin = {
  'notice-list': { items: [], unseen: 0 }, 'request-queue': { items: [] }, 'group-list': i.groups, 'lock-see': { set: true, unlocked: true }, 'person-me': a.me(a.asAdmin),
  'organization-see': i.organization, 'partner-list': h.partners, 'partner-people': h.there, ...v.answers(),
};
const vault = `${v.org}/vault`;
const wide = { signedIn: true, width: 1280, height: 900 };
const [books, registrar, edge] = v.list;
/** Selects three, and chooses with whom. */
async function begin(page, partner = h.harbor.name) {
  for (const one of [books, registrar, edge]) await page.getByLabel(`Select ${one.name}`).check();
  await button(page, 'Share…').click();
  await page.getByLabel('With', { exact: true }).selectOption(partner);
}
const came = (outcomes) => ({ items: outcomes.map(([one, outcome, reason]) => ({ credential: one.id, outcome, ...(reason && { reason }) })) });
const happened = (page) => page.getByRole('list', { name: 'What happened' }).getByRole('listitem').allTextContents();
const mixed = came([[books, 'shared'], [registrar, 'refused', 'It is disabled.'], [edge, 'updated']]);

test('several are shared at once, and it says of each what happened: narrowed, and copied as a table (H1, H4)', async () => {
  await way(vault, 'Vault', { ...admin, 'share-bulk': mixed }, async (page, asked, context) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await begin(page);
    await page.getByText('See, use and change').click();
    await button(page, 'Share 3 credentials').click();
    await page.getByText('Blue Harbor Hotels: 1 refused, 1 shared, 1 updated.').waitFor();
    assert.deepEqual(named(asked, 'share-bulk').map((q) => q.body), [{ mode: 'write', everyone: true, credentials: [books.id, registrar.id, edge.id] }]);
    assert.deepEqual(await happened(page), ['Domain registrar Refused: It is disabled.', `${books.name} Shared`, 'Edge firewall Updated']);
    await page.getByLabel('Show', { exact: true }).selectOption('refused');
    assert.deepEqual(await happened(page), ['Domain registrar Refused: It is disabled.']);
    await button(page, 'Copy the list').click();
    await page.getByText('Copied.').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'Domain registrar\tRefused\tIt is disabled.');
    await button(page, 'Close').click();
    assert.equal(await page.getByRole('region', { name: 'With selected' }).count(), 0, 'what was done stays selected');
  }, wide);
});

test('what there was no time for is asked for again by itself, as another call', async () => {
  const answers = [came([[books, 'shared'], [registrar, 'not-done'], [edge, 'not-done']]), came([[registrar, 'not-done'], [edge, 'not-done']]), came([[registrar, 'shared'], [edge, 'unchanged', 'It is shared so already.']])];
  await way(vault, 'Vault', { ...admin, 'share-bulk': () => answers.shift() }, async (page, asked) => {
    await begin(page);
    await button(page, 'Share 3 credentials').click();
    await button(page, 'Go on with the rest').waitFor();
    await page.getByText('2 not done, 1 shared').waitFor();
    await button(page, 'Go on with the rest').click();
    await page.getByText('2 shared, 1 unchanged').waitFor();
    const calls = named(asked, 'share-bulk');
    assert.deepEqual(calls.map((q) => q.body.credentials.length), [3, 2, 2]);
    assert.equal(new Set(calls.map((q) => q.headers['idempotency-key'])).size, 3, 'a call that was answered is answered again from memory');
  }, wide);
});

test('a call that broke off is sent again under the same key, so that nothing is done twice', async () => {
  let broken = true;
  const flaky = () => { if (!broken) return mixed; broken = false; return 'offline'; };
  await way(vault, 'Vault', { ...admin, 'share-bulk': flaky }, async (page, asked) => {
    await begin(page);
    await button(page, 'Share 3 credentials').click();
    await page.getByRole('alert').waitFor();
    await button(page, 'Share 3 credentials').click();
    await page.getByText('1 refused, 1 shared, 1 updated').waitFor();
    const keys = named(asked, 'share-bulk').map((q) => q.headers['idempotency-key']);
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
  }, { ...wide, refusals: true });
});

test('it is stopped half way, which undoes nothing, and can go on', async () => {
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  const calls = [() => held, () => came([[registrar, 'shared'], [edge, 'shared']])];
  await way(vault, 'Vault', { ...admin, 'share-bulk': () => calls.shift()() }, async (page, asked) => {
    await begin(page);
    await button(page, 'Share 3 credentials').click();
    await page.getByText('0 of 3 so far.').waitFor();
    await button(page, 'Stop here').click();
    answer(came([[books, 'shared'], [registrar, 'not-done'], [edge, 'not-done']]));
    await page.getByText('2 not done, 1 shared').waitFor();
    assert.equal(named(asked, 'share-bulk').length, 1);
    await button(page, 'Go on with the rest').click();
    await page.getByText('3 shared.').waitFor();
    assert.deepEqual(named(asked, 'share-bulk')[1].body.credentials, [registrar.id, edge.id]);
  }, wide);
});

test('several are stopped at once after what that ends is said; with a partner that is closed nothing else is offered (H5, S1)', async () => {
  for (const [partner, only] of [[h.harbor.name, false], [h.closed.name, true]]) {
    await way(vault, 'Vault', { ...admin, 'share-bulk': came([[books, 'stopped'], [registrar, 'unchanged', `It is not shared with ${partner}.`], [edge, 'stopped']]) }, async (page, asked) => {
      await begin(page, partner);
      assert.equal(await page.getByRole('radio', { name: 'Share, or update' }).count(), only ? 0 : 1);
      await page.getByRole('radio', { name: 'Stop sharing' }).check();
      await page.getByText('Who received a password may remember it').waitFor();
      assert.equal(await page.getByRole('radio', { name: 'Everyone' }).count(), 0);
      await button(page, 'Stop sharing 3 credentials').click();
      await page.getByText('2 stopped, 1 unchanged').waitFor();
      assert.deepEqual(named(asked, 'share-bulk')[0].body, { stop: true, credentials: [books.id, registrar.id, edge.id] });
    }, wide);
  }
});

test('who has nobody to share with is not offered it', async () => {
  await way(vault, 'Vault', { ...admin, 'partner-list': { items: [] } }, async (page) => {
    await page.getByLabel(`Select ${edge.name}`).check();
    await button(page, 'Move…').waitFor();
    assert.equal(await button(page, 'Share…').count(), 0);
  }, wide);
});
