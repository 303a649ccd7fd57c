// Plays a member who signs in at a site without being shown the password: real Chromium with the unpacked extension,
// against a running stack. Prints a line of JSON for each step. Any surprise ends it with exit 1 and a sentence on stderr.
//
//   node e2e/member.mjs --console URL --email MAIL --password PASSWORD --site URL --other URL --app NAME --login NAME
import { parseArgs } from 'node:util';
import { build, startChromium } from '../../extension/test/chromium.mjs';

const names = ['console', 'email', 'password', 'site', 'other', 'app', 'login'];
const { values } = parseArgs({ options: Object.fromEntries(names.map((n) => [n, { type: 'string' }])) });
const patience = 20_000; // ms for what a function that starts first answers

main(values).catch((e) => {
  process.stderr.write(`member: ${e.message}\n`);
  process.exitCode = 1;
});

const told = (step) => process.stdout.write(`${JSON.stringify({ step })}\n`);

async function main(given) {
  const missing = names.filter((n) => !given[n]);
  if (missing.length > 0) throw new Error(`not given: ${missing.map((n) => `--${n}`).join(', ')}`);
  const browser = await startChromium(build(given.console));
  browser.context.setDefaultTimeout(patience);
  try {
    await signIn(browser, given);
    await elsewhere(browser, given);
    await fill(browser, given);
    await launch(browser, given);
  } finally {
    await browser.close();
  }
}

async function signIn({ context }, given) {
  const page = context.pages()[0];
  await page.goto(`${given.console}/sign-in`);
  await page.getByLabel('Email', { exact: true }).fill(given.email);
  await page.getByLabel('Password', { exact: true }).fill(given.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^Hello/ }).waitFor();
  told('signed in to Valetkey');
}

async function elsewhere(browser, given) {
  const page = await browser.context.newPage();
  await page.goto(given.other);
  const popup = await browser.press(page);
  await popup.says('Nothing of yours is for this site');
  await popup.close();
  told(`at ${new URL(given.other).origin}, the same page: nothing is offered`);
}

/** From the site: its page is open, and the extension's button is pressed there. */
async function fill(browser, given) {
  const page = await browser.context.newPage();
  await page.goto(given.site);
  const popup = await browser.press(page);
  await popup.click(`Fill: ${given.login}`);
  await goOn(page);
}

/** From the console: Launch opens the site, and one press on the extension's button there lets it fill in. */
async function launch(browser, given) {
  const home = browser.context.pages()[0];
  await home.bringToFront();
  const [page] = await Promise.all([browser.context.waitForEvent('page'), home.getByRole('button', { name: `Launch ${given.app}`, exact: true }).click()]);
  await page.waitForURL(given.site);
  told('launched from the console: the site is open in a new tab');
  await browser.press(page);
  await goOn(page);
}

async function goOn(page) {
  const name = await filled(page, 'username');
  if (await page.locator('[name=password]').count()) throw new Error('the first step asks for a password');
  told(`the username is filled in: ${await name.inputValue()}`);
  await page.getByRole('button', { name: 'Next' }).click();
  const password = await filled(page, 'password');
  told(`the password is filled in, as dots: ${await password.getAttribute('type')}`);
  const shown = `${await page.locator('body').innerText()}${await page.content()}`;
  if (shown.includes(await password.inputValue())) throw new Error('the page shows the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Welcome,').waitFor();
  told('signed in at the site');
}

/** A field, once something is in it. */
async function filled(page, name) {
  try {
    await page.waitForFunction((n) => document.querySelector(`[name=${n}]`)?.value, name, { timeout: patience });
  } catch {
    throw new Error(`the ${name} is not filled in`);
  }
  return page.locator(`[name=${name}]`);
}
