// Real Chromium with the unpacked extension, and a person's press on its button: the browser gives the tab to the
// extension then, and opens the popup, as it would for anybody.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionID } from './contract.mjs';

const app = join(import.meta.dirname, '..', '..', 'app');
const { chromium } = createRequire(join(app, 'package.json'))('playwright-core');
const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const patience = 10_000; // ms

/** Builds the extension for a console, into a folder of its own. `give`: sites that a person let it fill in at once on. */
export async function build(origin, give = []) {
  const folder = mkdtempSync(join(tmpdir(), 'extension-'));
  Object.assign(process.env, { VALETKEY_ORIGIN: origin, VALETKEY_EXTENSION: folder });
  const vite = await import(join(app, 'node_modules/vite/dist/node/index.js'));
  for (const mode of ['production', 'page']) await vite.build({ configFile: join(import.meta.dirname, '..', 'vite.config.ts'), mode, logLevel: 'warn' });
  if (give.length > 0) {
    const file = join(folder, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.host_permissions.push(...give);
    writeFileSync(file, JSON.stringify(manifest));
  }
  return folder;
}

/** Starts Chromium with what was built. */
export async function startChromium(built) {
  const folder = await built;
  const executablePath = places.find((p) => p && existsSync(p));
  if (!executablePath) throw new Error('chromium is not installed: apt-get install chromium, or set CHROMIUM to its path');
  const context = await chromium.launchPersistentContext('', {
    executablePath, headless: true, ignoreDefaultArgs: ['--disable-extensions'], locale: 'en-GB', timezoneId: 'Europe/Zurich',
    args: [
      '--no-sandbox', '--headless=new', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--enable-unsafe-extension-debugging', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`, '--host-resolver-rules=MAP *.example 127.0.0.1',
    ],
  });
  context.setDefaultTimeout(patience);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const cdp = await context.browser().newBrowserCDPSession();
  return {
    context, worker, press: (page) => press(cdp, page),
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Presses the extension's button on a page's tab, and has the popup. */
async function press(cdp, page) {
  await page.bringToFront();
  const targets = async () => (await cdp.send('Target.getTargets', { filter: [{}] })).targetInfos;
  const tab = (await targets()).find((t) => t.type === 'tab' && t.url === page.url());
  if (!tab) throw new Error(`no tab is at ${page.url()}`);
  for (const old of (await targets()).filter(isPopup)) await cdp.send('Target.closeTarget', { targetId: old.targetId });
  await until(async () => !(await targets()).some(isPopup));
  await cdp.send('Extensions.triggerAction', { id: extensionID, targetId: tab.targetId });
  const found = await until(async () => (await targets()).find(isPopup));
  return new Popup(cdp, found.targetId).attach();
}

const isPopup = (t) => t.type === 'page' && t.url.startsWith(`chrome-extension://${extensionID}/popup.html`);

/** The popup, as the browser shows it: it is no page of the context, so it is spoken to in the browser's own tongue. */
class Popup {
  constructor(cdp, targetId) {
    Object.assign(this, { cdp, targetId, count: 0, open: new Map(), closed: false });
  }

  async attach() {
    this.cdp.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      const { id, result, error } = JSON.parse(message);
      if (sessionId !== this.sessionId || !this.open.has(id)) return;
      const { yes, no } = this.open.get(id);
      this.open.delete(id);
      if (error) no(new Error(error.message));
      else yes(result);
    });
    this.cdp.on('Target.detachedFromTarget', ({ sessionId }) => {
      if (sessionId !== this.sessionId) return;
      this.closed = true;
      for (const { no } of this.open.values()) no(new Error('the popup closed'));
    });
    ({ sessionId: this.sessionId } = await this.cdp.send('Target.attachToTarget', { targetId: this.targetId, flatten: false }));
    return this;
  }

  send(method, params = {}) {
    const id = ++this.count;
    const answered = new Promise((yes, no) => this.open.set(id, { yes, no }));
    this.cdp.send('Target.sendMessageToTarget', { sessionId: this.sessionId, message: JSON.stringify({ id, method, params }) }).catch((e) => this.open.get(id)?.no(e));
    return answered;
  }

  async eval(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  text() {
    return this.eval('document.body?.innerText ?? ""');
  }

  /** Waits until it says something. */
  async says(text) {
    let last = '';
    await until(async () => (last = await this.text()).includes(text), () => `the popup does not say "${text}" but: ${last}`);
  }

  /** Presses a button by what it is called. */
  async click(name) {
    const find = `[...document.querySelectorAll('button')].find((b) => !b.hidden && [b.getAttribute('aria-label'), b.innerText].includes(${JSON.stringify(name)}))`;
    await until(async () => this.eval(`Boolean(${find})`), async () => `the popup has no "${name}" but: ${await this.text()}`);
    await this.eval(`${find}.click()`);
  }

  /** Closes it, as looking elsewhere does. */
  async close() {
    await this.cdp.send('Target.closeTarget', { targetId: this.targetId });
    await this.gone();
  }

  async gone() {
    await until(async () => this.closed, async () => `the popup is still there and says: ${await this.text()}`);
  }

  /** A picture of it. */
  async picture(file) {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }
}

/** Waits until something is so. */
export async function until(so, why = () => 'it did not come to be') {
  for (const end = Date.now() + patience; Date.now() < end;) {
    const got = await so();
    if (got) return got;
    await new Promise((go) => setTimeout(go, 40));
  }
  throw new Error(await why());
}
