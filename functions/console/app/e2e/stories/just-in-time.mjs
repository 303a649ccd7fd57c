// Access that ends (rules J1 to J4, J6 to J8, J12): locked until a reason or a colleague opens it, with the end in
// sight, and ended early.
import assert from 'node:assert/strict';
import { groupOf, invites, signsUp } from '../acts.mjs';

const name = 'Tern Hosting';
const server = 'Customer server';
const locked = /^Locked/;

export async function play(t) {
  const ann = await t.person('Ann Hale');
  const dan = await t.person('Dan Voss', { phone: true });
  const bob = await t.person('Bob Reyes', { phone: true, dark: true });
  const s = { t, ann, dan, bob, secret: t.secret('the server’s password', 'tern-Beacon-6640-kelp') };
  await founding(s);
  await reasoned(s);
  await asking(s);
  await deciding(s);
  await breaking(s);
}

async function founding(s) {
  const { t, ann, dan, bob } = s;
  await t.step('Ann signs up Tern Hosting', async () => {
    s.here = await signsUp(ann, name);
  });
  await t.step('Dan joins as a reviewer and Bob as a user, each on a phone', async () => {
    await invites(ann, s.here, dan, name, 'Reviewer');
    await invites(ann, s.here, bob, name);
  });
  await t.step('There is a customer’s server, for the group Support, that may view its password', async () => {
    await groupOf(ann, s.here, 'Support', bob);
    await ann.open(s.here);
    await ann.follow('Add an app');
    await ann.fills({ Name: server, Address: 'server.tern.example/login' });
    await ann.press('Add the app');
    await ann.headed(server);
    await ann.reads('Nobody yet: it is open to nobody, you included.');
    await ann.follow('Add a login');
    await ann.fills({ Name: 'root', 'Username or email': 'root', Password: s.secret });
    await ann.press('Keep it');
    await ann.headed(server);
    await ann.follow('Put somebody on it');
    await ann.choose('Group', 'Support (1)');
    await ann.tick('See and use');
    await ann.press('Put on');
    await ann.headed(server);
    await ann.reads('may view the password');
    await ann.reads('Always open.');
  });
}

/** Chooses how the server opens. */
async function opens(ann, ...choices) {
  await ann.follow('Change how it opens');
  await ann.headed(`How ${server} opens`);
  for (const choice of choices) await ann.tick(choice);
  await ann.press('Save');
  await ann.headed(server);
}

async function reasoned({ t, ann, bob, secret }) {
  await t.step('She has it open for a reason, 4 hours at most', async () => {
    await opens(ann, 'Just in time', '4 hours', 'A reason opens it');
    await ann.reads('Locked; opens for up to 4 hours as soon as a reason is given.');
  });
  await t.step('Bob sees it locked, and without a reason it stays so', async () => {
    await bob.page.reload();
    await bob.follow(new RegExp(`^${server}`));
    await bob.headed(`Access to ${server}`);
    await bob.press('Open it');
    await bob.reads('Why do you need it? A sentence is enough.');
  });
  await t.step('With one it is open at once, and he sees how long it stays so', async () => {
    await bob.fills({ 'Why?': 'Ticket 4711: a disk is full' });
    await bob.press('Open it');
    await bob.reads('The reason opened it', /^(60|59) min \d\d s left$/);
    await bob.follow(`Go to ${server}`);
    await bob.headed(server);
    await bob.reads('Open for you until');
  });
  await t.step('He looks at the password', async () => {
    await bob.follow(name);
    await bob.follow('Vault');
    await bob.follow(/^root/);
    await bob.press('Show the password');
    await bob.reads(secret);
  }, { shown: ['the server’s password'] });
  await t.step('He is done and ends it, which is asked for first: it is locked again, to be shown no more', async () => {
    await bob.page.goBack();
    await bob.follow('Apps');
    await bob.follow(new RegExp(`^${server}`));
    await bob.follow('I am done: end it…');
    await bob.headed(`End your access to ${server}?`);
    await bob.press('End it now');
    await bob.reads('ended it on');
    await bob.open('/');
    await bob.wait(bob.page.getByText(locked).first(), 'the lock');
  });
}

async function asking({ t, ann, bob, here }) {
  await t.step('Ann wants a colleague’s yes from now on, and lets the glass be broken', async () => {
    await opens(ann, 'People approve', 'The glass may be broken');
    await ann.reads('once somebody approves');
  });
  await t.step('Bob asks for an hour; the page says who decides, and asking again shows what waits', async () => {
    await bob.follow(new RegExp(`^${server}`));
    await bob.tick('1 hour');
    await bob.fills({ 'Why? (if you like)': 'Restore of <b>last night</b>' });
    await bob.press('Request access');
    await bob.reads('For 1 hour', 'Restore of <b>last night</b>', 'Nobody has decided yet', 'Ann Hale', 'Dan Voss');
    await bob.open(here);
    await bob.follow(new RegExp(`^${server}`));
    await bob.reads('nobody has decided yet');
  });
}

async function deciding({ t, ann, dan, bob }) {
  await t.step('Dan opens the mailed link on his phone: both answers stand side by side, none nearer', async () => {
    await dan.openMail(`asks to be let in to ${server}`);
    await dan.headed(`Bob Reyes asks for ${server}`);
    await dan.reads('Restore of <b>last night</b>', '1 hour');
    const [yes, no] = [await dan.button('Approve').boundingBox(), await dan.button('Deny').boundingBox()];
    assert.equal(yes.y, no.y);
    assert.equal(Math.round(yes.width), Math.round(no.width));
    assert.ok(yes.y + yes.height <= 740, 'the answers are not on the first screen');
  });
  await t.step('He approves half of it, with a note', async () => {
    await dan.press(/^Approve for less than/);
    await dan.tick('Other…');
    await dan.fills({ 'Other length': '30', 'A note to them, if you like': 'Half an hour is enough.' });
    await dan.choose('Counted in', 'minutes');
    await dan.press('Approve');
    await dan.reads('Open now', 'approved it');
  });
  await t.step('Bob’s page counts down', async () => {
    await bob.openMail(`You are let in to ${server}`);
    await bob.reads('Half an hour is enough.', 'shortened from 1 hour');
    const clock = bob.page.getByRole('timer').first();
    await bob.wait(clock, 'the countdown');
    const one = await clock.innerText();
    assert.match(one, /^(30|29) min \d\d s left$/);
    await bob.page.waitForTimeout(1_200);
    assert.notEqual(await clock.innerText(), one);
  });
  await t.step('Ann, who decides too, ends it: Bob is told and out', async () => {
    await ann.openMail(`asks to be let in to ${server}`);
    await ann.follow('End it now…');
    await ann.press('End it now');
    await ann.reads('ended it on');
    await bob.open('/');
    await bob.wait(bob.page.getByText(locked).first(), 'the lock');
  });
}

async function breaking({ t, dan, bob }) {
  await t.step('At night Bob breaks the glass; the page says before what that brings about', async () => {
    await bob.follow(new RegExp(`^${server}`));
    await bob.follow(/Break the glass…$/);
    await bob.reads('It opens at once, for 1 hour.', 'Everybody who could have approved is told at once, loudly');
    await bob.fills({ 'Why can it not wait?': 'The shop is down' });
    await bob.press('Break the glass');
    await bob.headed(`You broke the glass of ${server}`);
    await bob.reads('Open now', 'Nobody approved it.');
  });
  await t.step('Dan is mailed, and reviews it', async () => {
    await dan.openMail('BREAK-GLASS: Bob Reyes opened');
    await dan.reads('The shop is down', 'A review is owed');
    await dan.fills({ 'What you found': 'He restarted the shop, and nothing else.' });
    await dan.press('It is reviewed');
    await dan.reads('reviewed it on');
  });
}
