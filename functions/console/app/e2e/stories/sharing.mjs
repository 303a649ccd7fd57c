// Sharing in both directions (rules S4, S5, H1 to H8): nothing before the site has its organization key, then shared,
// received, changed by the other side, amended, disabled there, stopped.
import assert from 'node:assert/strict';
import { invites, joins, keeps, locks, makesSite, signsUp } from '../acts.mjs';

const provider = 'Halfmoon IT';
const site = 'Plum Orchard';

export async function play(t) {
  const hal = await t.person('Hal Brandt');
  const orla = await t.person('Orla Finn', { dark: true });
  const omar = await t.person('Omar Said', { phone: true });
  const s = { t, hal, orla, omar, router: t.secret('the router’s password', 'edge-Pantile-6120-moss') };
  s.door = t.secret('the door code', 'door-Mullion-2756-sage');
  s.anew = t.secret('the new door code', 'door-Transom-8814-teal');
  await founding(s);
  await giving(s);
  await receiving(s);
  await back(s);
  await several(s);
  await stopping(s);
}

/** Opens one credential from the vault. */
async function finds(one, here, called) {
  await one.open(`${here}/vault`);
  await one.follow(new RegExp(`^${called}`));
  await one.headed(called);
}

async function founding(s) {
  const { t, hal, orla, omar } = s;
  await t.step('Hal signs up Halfmoon IT and keeps a router and a printer; Plum Orchard becomes its site, and Orla activates that', async () => {
    s.home = await signsUp(hal, provider);
    await keeps(hal, s.home, { Name: 'Printer', Password: t.secret('the printer’s password', 'page-Corbel-9038-lark') });
    const there = await makesSite(hal, s.home, site);
    await hal.press('Enable client sign-in');
    await hal.fills({ 'Their email': orla.email });
    await hal.press(`Invite to ${site}`);
    s.plum = await joins(orla, site);
    await hal.open(there);
    await hal.headed(site);
    await keeps(hal, s.home, { Name: 'Edge router', Username: 'admin', Password: s.router });
  });
  await t.step('Hal would share the router; the page says what Plum Orchard has to do first', async () => {
    await hal.follow('Share…');
    await hal.reads(`${site} has no organization key yet: nothing is shared in either direction until one of its admins has set it.`);
    assert.equal(await hal.button('Share').count(), 0);
  });
  await t.step('Orla sets the organization key, and Omar joins', async () => {
    s.key = (await locks(orla, site)).key;
    await invites(orla, s.plum, omar, site);
  });
}

async function giving({ t, hal, orla, home }) {
  await t.step('Hal shares it with everyone there, to see and use; he neither needs nor learns their organization key', async () => {
    await finds(hal, home, 'Edge router');
    await hal.follow('Share…');
    await hal.headed(`Share Edge router with ${site}`);
    await hal.press('Share');
    await hal.headed('Edge router');
    await hal.reads('Shared with', site, 'See and use', 'for everyone there');
  });
  await t.step('Orla is mailed, and the link leads to it: from Halfmoon IT, not to be shared on', async () => {
    await orla.openMail('Halfmoon IT shared Edge router');
    await orla.headed('Edge router');
    await orla.reads(/From Halfmoon IT/, 'Only they change it.');
    assert.equal(await orla.link('Share…').count() + await orla.link('Change password').count() + await orla.link('Disable…').count(), 0);
  });
}

async function receiving({ t, hal, omar, plum, key, router, home }) {
  await t.step('Omar finds it among what is kept, and sees the password after he unlocked', async () => {
    await finds(omar, plum, 'Edge router');
    await omar.press('Show the password');
    await omar.fills({ 'Organization key': key });
    await omar.press('Unlock');
    await omar.reads(router);
  }, { shown: ['the router’s password'] });
  await t.step('Hal sees that, by name and organization', async () => {
    await omar.press('Hide the password');
    await finds(hal, home, 'Edge router');
    await hal.reads('Who received it', 'Omar Said', site);
  });
}

async function back({ t, hal, orla, plum, home, door, anew }) {
  await t.step('Orla keeps a door code and shares it with Hal alone, to change it too, with its change log', async () => {
    await keeps(orla, plum, { Name: 'Door code', Password: door });
    await orla.follow('Share…');
    await orla.tick('See, use and change');
    await orla.tick('Chosen people and groups');
    await orla.tick('Hal Brandt');
    await orla.tick('They see its change log');
    await orla.press('Share');
    await orla.headed('Door code');
    await orla.reads('See, use and change', 'for Hal Brandt', /change log/i, 'Disable…');
    assert.equal(await orla.link('Disable here…').count(), 0, 'what is her own is not hers to disable “here”');
  });
  await t.step('Hal gives it a new password: it is Plum Orchard’s at once, in its change log as his', async () => {
    await finds(hal, home, 'Door code');
    await hal.follow('Change password');
    await hal.fills({ 'New password': anew });
    await hal.press('Change password');
    await hal.headed('Door code');
    await finds(orla, plum, 'Door code');
    await orla.reads('Hal Brandt', 'changed the password', 'version 2');
    await orla.press('Show the password');
    await orla.reads(anew);
  }, { shown: ['the new door code'] });
  await t.step('Orla hides it', () => orla.press('Hide the password'));
}

async function several({ t, hal, omar, plum, home }) {
  await t.step('Hal selects all and shares them to sign in only; the page says of each what happened, and why not', async () => {
    await hal.open(`${home}/vault`);
    await hal.tick('Select Edge router');
    await hal.press('Select all 3');
    await hal.press('Share…');
    await hal.tick('Sign in only');
    await hal.press('Share 3 credentials');
    await hal.reads('Edge router', 'Printer', 'Door code');
  });
  await t.step('Omar signs in with the router from now on, and does not see it', async () => {
    await hal.press('Close');
    await finds(omar, plum, 'Edge router');
    await omar.reads('Sign in with it. The password is not shown here.');
    assert.equal(await omar.button('Show the password').count(), 0);
  });
}

async function stopping({ t, hal, orla, omar, plum, home }) {
  await t.step('Orla disables the printer here, which is asked for first; with Hal it stays', async () => {
    await finds(orla, plum, 'Printer');
    await orla.follow('Disable here…');
    await orla.reads(`With ${provider} it stays as it is`);
    await orla.press('Disable it here');
    await orla.headed('Printer');
    await finds(hal, home, 'Printer');
    await hal.button('Show the password').waitFor();
  });
  await t.step('Hal stops sharing the router: the page says who may remember its password', async () => {
    await finds(hal, home, 'Edge router');
    await hal.follow('Share…');
    await hal.tick('Enable sharing');
    await hal.reads(/1 person there may remember the password: Omar Said/);
    await hal.press(`Stop sharing with ${site}`);
    await hal.headed('Edge router');
    await hal.comesToRead('Due for rotation');
  });
  await t.step('Orla is mailed, and nobody of Plum Orchard finds it', async () => {
    await orla.mail(`${provider} stopped sharing Edge router`);
    await omar.open(`${plum}/vault`);
    await omar.reads('Printer');
    assert.equal(await omar.link(/^Edge router/).count(), 0);
  });
}
