import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as j from './access.mjs';
import * as i from './inside.mjs';
import { button, heading, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const admin = { 'person-me': a.me(a.asAdmin), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'group-list': i.groups, 'request-queue': { items: [] }, 'resource-see': j.managed };
const signedIn = { signedIn: true };
const place = `/organizations/${a.provider}/resources/${a.resource}`;

test('a policy is what the form says, and what does not belong to its kind is not sent (J2)', async () => {
  await way(place, 'Ad manager', { ...admin, 'policy-set': j.policies }, async (page, all) => {
    await page.getByRole('link', { name: 'Change how it opens' }).click();
    await heading(page, 'How Ad manager opens').waitFor();
    await page.getByText('the other admins are told').waitFor();
    assert.equal(await button(page, 'Save').isDisabled(), true, 'nothing is chosen, nothing is saved');
    await page.getByRole('radio', { name: 'Open, locks itself when unused' }).check();
    await page.getByRole('radio', { name: 'Just in time' }).check();
    await page.getByRole('radio', { name: '12 hours' }).check();
    await page.getByLabel('How many must approve').selectOption('2');
    await page.getByLabel('The glass may be broken').check();
    await button(page, 'Save').click();
    await heading(page, 'Ad manager').waitFor();
    assert.deepEqual(named(all, 'policy-set')[0].body, { justInTime: true, longest: 43_200, needs: 2, breakGlass: true });
    for (const text of ['group, as above', 'member, by a rule of its own', 'No effect for Ravi Patel, Dana Reyes', 'the group Campaigns']) await page.getByText(text).first().waitFor();
  }, signedIn);
});

test('an assignment gets a rule of its own, and gives it back (J1)', async () => {
  const back = { ...j.policies, assignments: j.policies.assignments.map((p) => ({ ...p, policy: j.automatic, inherited: true, void: [] })) };
  await way(place, 'Ad manager', { ...admin, 'policy-override': j.policies, 'policy-inherit': back }, async (page, all) => {
    await page.getByRole('link', { name: 'Give it a rule of its own for Ravi Patel' }).click();
    await page.getByRole('radio', { name: 'Open, locks itself when unused' }).check();
    await page.getByRole('radio', { name: '7 days' }).check();
    await page.getByRole('radio', { name: 'A reason opens it' }).check();
    await button(page, 'Save').click();
    await page.getByRole('button', { name: 'Take its rule away from Ravi Patel' }).click();
    await page.getByText('member, as above').waitFor();
    assert.deepEqual(named(all, 'policy-override')[0].body, { lockAfter: 7, automatic: true });
    assert.equal(named(all, 'policy-inherit').length, 1);
  }, signedIn);
});

test('a rule that is refused says why, and nothing that was chosen is lost', async () => {
  const refused = { problem: 409, kind: 'conflict', wire: { detail: 'Somebody changed Ad manager: look at it again.' } };
  await way(`${place}/opening`, 'How Ad manager opens', { ...admin, 'policy-set': refused }, async (page) => {
    await page.getByRole('radio', { name: 'Just in time' }).check();
    await page.getByRole('radio', { name: '3 days' }).check();
    await button(page, 'Save').click();
    await page.getByText('Somebody changed Ad manager').waitFor();
    assert.equal(await page.getByRole('radio', { name: '3 days' }).isChecked(), true);
  }, { signedIn: true, refusals: true });
});

test('groups are named that decide here (J5)', async () => {
  await way(place, 'Ad manager', { ...admin, 'approvers-set': j.policies }, async (page, all) => {
    await page.getByRole('link', { name: 'Change the approver groups' }).click();
    await page.getByLabel('Campaigns').check();
    await button(page, 'Save').click();
    await page.getByText('the group Campaigns').waitFor();
    assert.deepEqual(named(all, 'approvers-set').map((q) => q.body), [{ groups: [i.group.id] }]);
  }, signedIn);
});

test('who is no admin sees no rules and changes none', async () => {
  const user = { ...admin, 'person-me': a.me(a.asUser) };
  await way(place, 'Ad manager', user, async (page) => {
    assert.equal(await page.getByText('Change how it opens').count(), 0);
  }, signedIn);
  await way(`${place}/opening`, 'There is nothing here', user, async () => {}, signedIn);
});
