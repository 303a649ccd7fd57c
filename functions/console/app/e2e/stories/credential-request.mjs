// A login that its owner keeps (rules C3 to C7): unmanaged, asked for, approved from the mailed link, and taken back.
import assert from 'node:assert/strict';
import { invites, signsUp } from '../acts.mjs';

const name = 'South Fen Radio';

export async function play(t) {
  const una = await t.person('Una Moss');
  const pip = await t.person('Pip Larch', { phone: true });
  const kept = t.secret('Pip’s password', 'fen-Heron-7781-gorse');
  let here;
  await t.step('Una signs up South Fen Radio; Pip joins, on a phone', async () => {
    here = await signsUp(una, name);
    await invites(una, here, pip, name);
  });
  await t.step('She adds the router and puts Pip on it, with a login of their own', async () => {
    await una.open(here);
    await una.follow('Add an app');
    await una.fills({ Name: 'Router', Address: 'https://router.southfen.example' });
    await una.press('Add the app');
    await una.follow('Put somebody on it');
    await una.tick('One member');
    await una.choose('Member', 'Pip Larch');
    await una.press('Put on');
    await una.headed('Router');
    await una.reads('with a login of their own');
  });
  await t.step('Pip keeps it, and leaves “allow admin access” unticked', async () => {
    await pip.open(here);
    await pip.follow(/^Router/);
    await pip.follow('Add your login');
    await pip.fills({ Name: 'Router, Pip', 'Username or email': 'pip', Password: kept });
    assert.equal(await pip.page.getByLabel('Allow admin access to the password').isChecked(), false);
    await pip.press('Keep it');
    await pip.headed('Router');
    await pip.reads('Router, Pip', 'Unmanaged');
  });
  await t.step('Una sees that it exists, unmanaged, and nothing secret; she requests it', async () => {
    await una.page.reload();
    await una.reads('Router, Pip', 'Pip Larch', 'Unmanaged');
    await una.follow('Request credentials');
    await una.fills({ 'A message to its owner, if you like': 'The router is due for an update.' });
    await una.press('Request credentials');
    await una.headed('You asked Pip Larch for Router, Pip');
    await una.reads('nobody can answer for them');
  });
  await t.step('Pip opens the mailed link: who asks, and why; both answers side by side', async () => {
    await pip.openMail('asks for your login');
    await pip.headed('Una Moss asks for your login Router, Pip');
    await pip.reads('The router is due for an update.');
    const [yes, no] = [await pip.button('Approve').boundingBox(), await pip.button('Deny').boundingBox()];
    assert.equal(yes.y, no.y);
    await pip.press('Approve');
    await pip.reads('You allowed admin access');
  });
  await t.step('For Una it is managed now', async () => {
    await una.open(here);
    await una.follow(/^Router/);
    await una.reads('Router, Pip', /^Managed$/);
  });
  await t.step('Pip makes it unmanaged again, after the page said what that ends and who has seen it', async () => {
    await pip.follow('Who may see it…');
    await pip.press('End admin access');
    await pip.reads(/^Unmanaged$/);
  });
}
