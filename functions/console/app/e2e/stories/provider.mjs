// A provider and its client (rules S1 to S6, S9): a site is made, opened, activated by mail and locked with an
// organization key of its own, and the relation ends.
import assert from 'node:assert/strict';
import { invites, joins, keeps, locks, makesSite, signsUp } from '../acts.mjs';

const provider = 'Halfmoon IT';
const site = 'Plum Orchard';

export async function play(t) {
  const hal = await t.person('Hal Brandt');
  const orla = await t.person('Orla Finn');
  const omar = await t.person('Omar Said', { phone: true, dark: true });
  const s = { t, hal, orla, omar, door: t.secret('the door code', 'door-Mullion-2756-sage') };
  await founding(s);
  await locking(s);
  await unlocking(s);
  await closing(s);
  await recovering(s);
  await parting(s);
}

async function founding(s) {
  const { t, hal, orla } = s;
  await t.step('Hal signs up Halfmoon IT', async () => {
    s.home = await signsUp(hal, provider);
  });
  await t.step('He adds Plum Orchard as a site; the page says what is left until it can work', async () => {
    s.there = await makesSite(hal, s.home, site);
    await hal.reads('Not opened yet', 'You enable client sign-in.', 'Nothing is shared in either direction before.', 'Nobody yet.');
  });
  await t.step('He enables client sign-in and invites Orla, its first admin', async () => {
    await hal.press('Enable client sign-in');
    await hal.reads(/^Open$/, 'The first is an admin: they activate the site and choose its organization key.');
    await hal.fills({ 'Their email': orla.email });
    await hal.press(`Invite to ${site}`);
    await hal.reads('gets a mail with a link');
  });
  await t.step('Orla activates it by the mailed link and code', async () => {
    s.plum = await joins(orla, site);
  });
  await t.step('Neither sees anything of the other', async () => {
    await orla.follow('Vault');
    await orla.reads('The vault is empty');
    await hal.open(s.plum);
    await hal.headed('There is nothing here');
  });
}

async function locking(s) {
  const { t, orla } = s;
  await t.step('Orla sets the organization key, after she typed it again, and keeps the recovery code, which is shown once', async () => {
    Object.assign(s, await locks(orla, site));
  });
  await t.step('She keeps the door code: that needs no organization key', () => keeps(orla, s.plum, { Name: 'Door code', Password: s.door }));
  await t.step('Omar joins as a user, on a phone', () => invites(orla, s.plum, s.omar, site));
}

async function unlocking({ t, omar, key, door }) {
  await t.step('Omar goes about without the organization key, until he would see a secret', async () => {
    await omar.follow('Vault');
    await omar.follow(/^Door code/);
    await omar.press('Show the password');
    await omar.reads(`${site} is locked`, 'Its secrets open only with the organization key.');
  });
  await t.step('A wrong one is told beside its field', async () => {
    await omar.fills({ 'Organization key': 'not what it is, by far' });
    await omar.press('Unlock');
    await omar.wait(omar.page.getByRole('dialog').locator('[aria-invalid=true]'), 'the reason at the field');
  });
  await t.step('With the right one what he wanted goes on', async () => {
    await omar.fills({ 'Organization key': key.toUpperCase() });
    await omar.press('Unlock');
    await omar.reads(door);
  }, { shown: ['the door code'] });
  await t.step('He locks it now: the next secret asks again', async () => {
    await omar.press('Hide the password');
    await omar.press(`${site} is unlocked`);
    await omar.press('Lock now');
    await omar.button(`${site} is locked`).waitFor();
    await omar.press('Show the password');
    await omar.reads('Its secrets open only with the organization key.');
    await omar.press('Not now');
  });
}

async function closing({ t, hal, omar, there }) {
  await t.step('Hal disables client sign-in, after the page said what that does: Omar is told that it is closed, and by whom', async () => {
    await hal.open(there);
    await hal.follow('Disable client sign-in…');
    await hal.reads('At once everybody of Plum Orchard is out of it', 'Nothing is lost.');
    await hal.press('Disable client sign-in');
    await hal.headed(site);
    await hal.reads(/^Closed$/);
    await omar.open('/');
    await omar.reads(`${site}`, 'is closed for now', provider);
  });
  await t.step('He enables it again: all is as it was', async () => {
    await hal.press('Enable client sign-in again');
    await hal.reads(/^Open$/);
    await omar.open('/');
    await omar.follow(site);
    await omar.headed(site);
  });
}

async function recovering(s) {
  const { t, orla, code } = s;
  await t.step('Orla forgot the organization key, and sets another with the recovery code', async () => {
    await orla.open(`${s.plum}/lock`);
    await orla.follow(/^I forgot it/);
    await orla.fills({ 'The recovery code': code });
    Object.assign(s, await locks(orla, site, { act: 'Set the new organization key', known: ' of now' }));
  });
  await t.step('Omar unlocks with the new one', async () => {
    await s.omar.follow('Vault');
    await s.omar.follow(/^Door code/);
    await s.omar.press('Show the password');
    await s.omar.fills({ 'Organization key': s.key });
    await s.omar.press('Unlock');
    await s.omar.reads(s.door);
  }, { shown: ['the door code'] });
  await t.step('He hides it', () => s.omar.press('Hide the password'));
}

async function parting({ t, hal, orla, omar, plum, home }) {
  await t.step('Orla ends the relation, for which she types the provider’s name', async () => {
    await orla.open(plum);
    await orla.follow('Settings');
    await orla.follow(/^Our provider/);
    await orla.follow(`End what we have to do with ${provider}…`);
    assert.equal(await orla.button(`End it with ${provider}`).isDisabled(), true);
    await orla.fills({ [`Type ${provider} to say that you mean it`]: provider });
    await orla.press(`End it with ${provider}`);
    await orla.headed(site);
  });
  await t.step('It is an organization like any other, and keeps what it created; Hal has no such site any more', async () => {
    await orla.follow('Settings');
    await orla.wait(orla.link(/^Sites/), 'sites of its own');
    await omar.page.reload();
    await omar.headed('Door code');
    await hal.open(`${home}/sites`);
    await hal.reads('No sites yet');
  });
}
