// Real Chromium, and everything a page must not do: console errors, breaches of its policy, a fragment left standing.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts Chromium from where Debian puts it, or from CHROMIUM. */
export function startBrowser() {
  const executablePath = places.find((p) => p && existsSync(p));
  if (!executablePath) throw new Error('chromium is not installed: apt-get install chromium, or set CHROMIUM to its path');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

/**
 * Opens a page that collects its faults. A refusal that a story expects (a 4xx) is logged by the browser as well: those
 * lines are left out when `refusals` is true.
 */
export async function openPage(browser, { width = 360, height = 740, dark = false, refusals = false, ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: 'en-GB', timezoneId: 'Europe/Zurich',
    reducedMotion: 'reduce', hasTouch: width < 700, ...more,
  });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (m) => {
    if (m.type() !== 'error' && m.type() !== 'warning') return;
    if (refusals && m.text().startsWith('Failed to load resource')) return;
    faults.push(`${m.type()}: ${m.text()}`);
  });
  page.on('pageerror', (e) => faults.push(`uncaught: ${e.message}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => {
      console.error(`policy: ${e.violatedDirective} stopped ${e.blockedURI} ${e.sourceFile ?? ''}`);
    });
  });
  return { page, context, faults };
}
