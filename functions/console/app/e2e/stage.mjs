// What the stories are played with: people, each in a browser of their own, their mails, and everything that must not
// be on their way. A step that ends with a console error, a breach of the page's policy, a secret where none is shown,
// or a page that axe calls seriously wrong ends the story.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openPage } from '../test/browser.mjs';
import { Mailbox } from './mailbox.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const patience = 12_000; // ms for a page's next state: functions may start first
const desk = { width: 1280, height: 900 };

/** A story on its way. */
export class Stage {
  secrets = new Map(); // what no page may have where it is not shown, by what it is called
  people = [];
  begun = Date.now();

  constructor({ browser, origin, mailbox, tag, shots, tell }) {
    Object.assign(this, { browser, origin, tag, shots, tell, mailbox: new Mailbox(mailbox) });
  }

  /** Remembers a secret, to be looked for from now on, and answers it. */
  secret(called, text) {
    this.secrets.set(called, text);
    this.tell({ typed: text, where: called });
    return text;
  }

  /** Somebody with a browser of their own: at a desk, or at a phone of 360 pixels. */
  async person(name, { phone = false, dark = false } = {}) {
    const email = `${name.split(' ')[0].toLowerCase()}@${this.tag}.example`;
    const password = this.secret(`${name}’s password`, `${name} walks ${this.tag} home`);
    const { page, context, faults } = await openPage(this.browser, { ...(phone ? {} : desk), dark, refusals: true, permissions: ['clipboard-read', 'clipboard-write'] });
    page.setDefaultTimeout(patience);
    const one = new Person({ stage: this, name, email, password, page, context, faults });
    this.people.push(one);
    return one;
  }

  /** Plays a step, looks for what must not be, and tells it. `shown` names the secrets that are in sight after it. */
  async step(told, play, { shown = [] } = {}) {
    const from = Date.now();
    this.at = told;
    await play();
    for (const one of this.people) await one.look(shown);
    this.count = (this.count ?? 0) + 1;
    this.tell({ step: told, seconds: (Date.now() - from) / 1000 });
  }

  async close() {
    await Promise.all(this.people.map((one) => one.context.close()));
  }
}

/** Somebody in a story, with the page they look at. */
export class Person {
  taps = 0;
  fields = 0;
  seen = new Set(); // the pages that axe looked at

  constructor(given) {
    Object.assign(this, given);
    this.first = this.name.split(' ')[0];
    this.page.on('response', (r) => {
      if (r.url().includes('/api/') && !/no-store/.test(r.headers()['cache-control'] ?? '')) this.faults.push(`${r.url()} may be kept in a cache`);
    });
    this.page.on('request', (r) => {
      for (const [called, text] of this.stage.secrets) if (r.url().includes(text) || r.url().includes(encodeURIComponent(text))) this.faults.push(`${called} is in an address`);
    });
  }

  /** Opens an address of the page, or the link of a mail. */
  async open(address) {
    await this.page.goto(new URL(address, this.stage.origin).href);
  }

  button = (name) => this.page.getByRole('button', { name, exact: typeof name === 'string' });

  link = (name) => this.page.getByRole('link', { name, exact: typeof name === 'string' });

  press = (name) => this.tap(this.button(name), `the button "${name}"`);

  follow = (name) => this.tap(this.link(name), `the link "${name}"`);

  tick = (label) => this.tap(this.page.getByLabel(label), `"${label}" to tick`);

  async tap(what, called) {
    this.taps++;
    await this.wait(what.first(), called);
    await what.first().click();
  }

  /** Fills fields in by their labels. */
  async fills(fields) {
    for (const [label, value] of Object.entries(fields)) {
      this.fields++;
      const field = this.page.getByRole('textbox', { name: label, exact: true }).or(this.page.getByLabel(label, { exact: true })).first();
      await this.wait(field, `the field "${label}"`);
      await field.fill(value);
    }
  }

  async choose(label, option) {
    const field = this.page.getByLabel(label, { exact: true }).first();
    await this.wait(field, `the choice "${label}"`);
    await field.selectOption({ label: option });
  }

  /** Waits for a page's heading, and for all that it still asks for. */
  async headed(name) {
    await this.wait(this.page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' }), `the heading "${name}"`);
    await this.page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  }

  /** Waits for texts, one after the other. */
  async reads(...texts) {
    for (const text of texts) await this.wait(this.page.locator('main, dialog, [role=dialog]').getByText(text).filter({ visible: true }).first(), `"${text}"`);
  }

  /** Looks at a page again and again until it says what the service comes to know only after a while. */
  async comesToRead(text) {
    for (const end = Date.now() + patience; Date.now() < end;) {
      if (await this.page.locator('main').getByText(text).first().isVisible()) return;
      await this.page.waitForTimeout(500);
      await this.page.reload();
      await this.headed(/./);
    }
    await this.reads(text);
  }

  /** Waits; what is shown instead is the surprise that is told. */
  async wait(what, called) {
    try {
      await what.waitFor();
    } catch {
      const shown = (await this.page.locator('body').innerText()).replace(/\s+/g, ' ').slice(0, 700);
      throw new Error(`${this.first} waits for ${called}, but is at ${new URL(this.page.url()).pathname} and sees: ${shown} ${this.faults.join('; ')}`);
    }
  }

  /** Asks the service as the page does, for what a story only begins with. */
  asks(method, path, body) {
    return this.page.evaluate(async ([m, p, b]) => {
      const r = await fetch(`/api${p}`, { method: m, headers: { 'Content-Type': 'application/json' }, ...(b && { body: JSON.stringify(b) }) });
      if (!r.ok) throw new Error(`${m} ${p} answered ${r.status}: ${await r.text()}`);
      return r.status === 204 ? undefined : r.json();
    }, [method, path, body]);
  }

  /** The next mail about something. */
  mail(subject) {
    return this.stage.mailbox.next(this.email, subject);
  }

  /** Opens the link of the next mail about something. */
  async openMail(subject) {
    const { link } = await this.mail(subject);
    await this.open(link);
  }

  /** Looks for what must not be on the page now. */
  async look(shown) {
    if (this.page.url() === 'about:blank') return;
    const who = `${this.first} at ${new URL(this.page.url()).pathname}`;
    const left = await this.page.evaluate(async () => {
      const kept = [];
      for (const name of await window.caches?.keys() ?? []) for (const r of await (await caches.open(name)).keys()) kept.push(r.url);
      const values = [...document.querySelectorAll('input, textarea')].map((e) => e.value);
      return [document.documentElement.outerHTML, ...values, JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href, document.cookie, kept, await indexedDB.databases()])].join('\n');
    });
    for (const [called, text] of this.stage.secrets) {
      if (!shown.includes(called) && left.includes(text)) throw new Error(`${who}: ${called} is left behind`);
    }
    await this.axe(who);
    if (this.faults.length > 0) throw new Error(`${who}: ${this.faults.join('; ')}`);
  }

  /** Has axe look at a page once. */
  async axe(who) {
    const title = await this.page.locator('h1, h2').allInnerTexts();
    const what = title.join('|');
    if (this.seen.has(what)) return;
    this.seen.add(what);
    if (this.stage.shots) await this.page.screenshot({ path: join(this.stage.shots, `${this.stage.tag}-${String(++this.stage.shot || (this.stage.shot = 1)).padStart(2, '0')}-${this.first}.png`), fullPage: true });
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    const bad = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
    if (bad.length > 0) throw new Error(`${who}: ${bad.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`).join('; ')}`);
  }
}
