// What a page survives: signing in, a deploy, a lost connection.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import { button, heading, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const admin = { 'person-me': a.me(a.asAdmin), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'request-queue': { items: [] }, 'resource-list': { items: a.resources }, 'member-list': i.members, 'group-list': i.groups, 'audit-list': i.record };
const org = `/organizations/${a.provider}`;
const wide = { signedIn: true, refusals: true, width: 1280, height: 900 };
const link = (page, name) => page.getByRole('link', { name, exact: true });

test('a deep link with a question in it survives signing in', async () => {
  await way(`${org}/record?action=policy.`, 'Sign in to see this', { ...admin, 'session-create': a.signedIn }, async (page, asked) => {
    await page.getByLabel('Email').fill('olive@bakery.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('three blue horses');
    await button(page, 'Sign in').click();
    await heading(page, 'Record').waitFor();
    assert.equal(await page.getByLabel('What').inputValue(), 'policy.');
    assert.equal(named(asked, 'audit-list')[0].query.action, 'policy.');
  });
});

/** The browser tells of a page that could not be had, as it should: nothing else may be wrong. */
function butThat(thrown) {
  const faults = Array.isArray(thrown.actual) ? thrown.actual : [String(thrown)];
  assert.deepEqual(faults.filter((f) => !/Failed to fetch dynamically imported module|Unable to preload/.test(f)), []);
}

test('a tab from before a deploy loads itself again once, where it was going', async () => {
  await way(org, 'Northwind IT', admin, async (page) => {
    await link(page, 'Groups').waitFor();
    let loads = 0;
    page.on('request', (r) => r.isNavigationRequest() && loads++);
    await page.route('**/assets/*', (route) => (loads === 0 ? route.fulfill({ status: 404, body: '' }) : route.fallback()));
    await link(page, 'Groups').click();
    await heading(page, 'Groups').waitFor();
    assert.equal(loads, 1);
  }, wide).catch(butThat);
});

test('what is gone for good is said, instead of loading again and again', async () => {
  await way(org, 'Northwind IT', admin, async (page) => {
    await link(page, 'Groups').waitFor();
    const here = new Set(await page.evaluate(() => performance.getEntriesByType('resource').map((e) => e.name)));
    let loads = 0;
    page.on('request', (r) => r.isNavigationRequest() && loads++);
    await page.route('**/assets/*', (route) => (here.has(route.request().url()) ? route.fallback() : route.fulfill({ status: 404, body: '' })));
    const again = page.waitForEvent('request', (r) => r.isNavigationRequest());
    await link(page, 'Groups').click();
    await again;
    await heading(page, 'This page broke').waitFor();
    await button(page, 'Load the page again').waitFor();
    assert.equal(loads, 1);
  }, wide).catch(butThat);
});

test('without a connection a page says so and can be asked for again', async () => {
  let down = true;
  await way(`${org}/groups`, 'Groups', { ...admin, 'group-list': () => (down ? 'offline' : i.groups) }, async (page, _asked, context) => {
    await context.setOffline(true);
    await page.getByText('You are offline. What you see may be old').waitFor();
    await page.getByText('Try again').waitFor();
    await context.setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
    down = false;
    await page.getByText('Try again').click();
    await page.getByRole('link', { name: /^Campaigns/ }).waitFor();
  }, wide);
});
