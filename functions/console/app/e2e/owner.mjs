// Plays an outside owner in real Chromium at phone size against a running stack: from the mailed link to the shared
// login. Prints a line of JSON for each step. Any surprise, console error, breach of the page's policy or token left
// in the address ends it with exit 1 and a sentence on stderr.
//
//   node e2e/owner.mjs --link URL --mailbox URL --address MAIL --name NAME --password PASSWORD \
//     --username LOGIN --secret PASSWORD [--expect TEXT ...] [--shots FOLDER]
//
// Each may come from the environment instead: OWNER_LINK, OWNER_MAILBOX, OWNER_ADDRESS, OWNER_NAME, OWNER_PASSWORD,
// OWNER_USERNAME, OWNER_SECRET, OWNER_SHOTS. CHROMIUM is the path of the browser, if it is not where Debian has it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPage, startBrowser } from '../test/browser.mjs';

const needed = ['link', 'mailbox', 'address', 'name', 'password', 'username', 'secret'];
const patience = 20_000; // ms for a page's next state: functions may start first
const mailPatience = 60_000; // ms for a mail
const most = { taps: 5, fields: 6 }; // from the opened mail to what is shared

const options = Object.fromEntries([...needed, 'shots'].map((n) => [n, { type: 'string', default: process.env[`OWNER_${n.toUpperCase()}`] }]));
const { values } = parseArgs({ options: { ...options, expect: { type: 'string', multiple: true, default: [] } } });

main(values).catch((e) => {
  process.stderr.write(`owner: ${e.message}\n`);
  process.exitCode = 1;
});

async function main(given) {
  const missing = needed.filter((n) => !given[n]);
  if (missing.length > 0) throw new Error(`not given: ${missing.map((n) => `--${n}`).join(', ')}`);
  if (given.shots) mkdirSync(given.shots, { recursive: true });
  const browser = await startBrowser();
  try {
    const { page, faults } = await openPage(browser);
    page.setDefaultTimeout(patience);
    await new Story(page, faults, given).play();
  } finally {
    await browser.close();
  }
}

class Story {
  constructor(page, faults, given) {
    Object.assign(this, { page, faults, given, count: 0, taps: 1, fields: 0 }); // the mail's button is the first tap
  }

  async play() {
    await this.open();
    await this.read();
    await this.prove();
    await this.join();
    await this.share();
    await this.manage();
  }

  async open() {
    const fragment = new URL(this.given.link).hash.slice(1);
    if (fragment.length < 20) throw new Error('the link has no token in its fragment');
    this.token = fragment;
    await this.page.goto(this.given.link);
    await this.headed(/ asks for the use of your account$/);
    await this.step('opened');
  }

  async read() {
    const shown = await this.page.locator('main').innerText();
    const always = ['confirmed', 'here since', 'What happens if you agree', 'You can answer until'];
    for (const text of [...always, ...this.given.expect]) {
      if (!shown.includes(text)) throw new Error(`the landing page does not show "${text}"`);
    }
    for (const name of ['Share access', 'Deny']) await this.button(name).waitFor();
    await this.step('read', { shown: this.given.expect });
  }

  async prove() {
    await this.press('Share access');
    await this.headed('Is this address yours?');
    await this.step('chose to share');
    this.before = new Set((await this.mails()).map((m) => m.messageId));
    await this.press('Send me the code');
    await this.headed('Your free account');
    await this.step('asked for the code');
  }

  async join() {
    await this.fill(this.page.getByLabel('Code from the mail'), await this.code());
    await this.fill(this.page.getByLabel('Your name'), this.given.name);
    await this.fill(this.page.getByRole('textbox', { name: 'Choose a password for Valetkey' }), this.given.password);
    await this.step('typed the code');
    await this.press('Go on');
    await this.headed(/^Share your login of /);
    await this.step('made the account');
  }

  async share() {
    if (await this.page.getByLabel('Allow viewing the password').isChecked()) throw new Error('viewing is allowed before anybody chose so');
    await this.fill(this.page.getByLabel('Username or email'), this.given.username);
    await this.fill(this.page.getByRole('textbox', { name: 'Password', exact: true }), this.given.secret);
    await this.step('typed the login', {}, false);
    await this.press('Share access');
    await this.headed('Done: access is shared');
    const { taps, fields } = this;
    await this.step(`shared, after ${taps} taps and ${fields} fields`, { taps, fields });
    if (taps > most.taps || fields > most.fields) throw new Error(`it took ${taps} taps and ${fields} fields: at most ${most.taps} and ${most.fields} are bearable`);
  }

  async manage() {
    await this.page.getByRole('link', { name: 'Manage shared access' }).click();
    await this.page.getByRole('heading', { name: 'Activity' }).waitFor();
    await this.step('saw what is shared', { address: new URL(this.page.url()).pathname });
  }

  async press(name) {
    this.taps++;
    await this.button(name).click();
  }

  async fill(field, text) {
    this.fields++;
    await field.fill(text);
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Waits for a page's heading; a refusal that is shown instead is the surprise that is told. */
  async headed(name) {
    const heading = this.page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' });
    try {
      await heading.waitFor();
    } catch {
      const shown = (await this.page.locator('main').innerText()).replace(/\s+/g, ' ').slice(0, 400);
      throw new Error(`waited for "${name}", but the page shows: ${shown} ${this.faults.join('; ')}`);
    }
  }

  /** Says that a step is done, after looking for what must not be. */
  async step(name, more = {}, picture = true) {
    if (this.faults.length > 0) throw new Error(`after "${name}": ${this.faults.join('; ')}`);
    const left = await this.page.evaluate(() => location.href + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]));
    if (left.includes(this.token)) throw new Error(`after "${name}" the token is still in the address or the storage`);
    if (new URL(this.page.url()).hash !== '') throw new Error(`after "${name}" the address still has a fragment`);
    this.count++;
    if (this.given.shots && picture) {
      const file = `${String(this.count).padStart(2, '0')}-${name.replaceAll(' ', '-')}.png`;
      await this.page.screenshot({ path: join(this.given.shots, file) });
    }
    process.stdout.write(`${JSON.stringify({ step: name, ...more })}\n`);
  }

  async mails() {
    const answer = await fetch(new URL('/store', this.given.mailbox));
    if (!answer.ok) throw new Error(`the mailbox answers ${answer.status}`);
    const { emails } = await answer.json();
    const wanted = this.given.address.toLowerCase();
    return emails.filter((m) => (m.destination?.to ?? []).some((to) => to.toLowerCase().includes(wanted)));
  }

  /** The code of the newest mail that came after it was asked for. */
  async code() {
    for (const end = Date.now() + mailPatience; Date.now() < end;) {
      const fresh = (await this.mails()).filter((m) => !this.before.has(m.messageId)).toReversed();
      for (const mail of fresh) {
        const found = /\b(\d{4}) ?(\d{4})\b/.exec(mail.body?.text ?? '');
        if (found) return `${found[1]} ${found[2]}`;
      }
      await new Promise((go) => setTimeout(go, 250));
    }
    throw new Error(`no mail with a code came to ${this.given.address} within ${mailPatience / 1000} s`);
  }
}
