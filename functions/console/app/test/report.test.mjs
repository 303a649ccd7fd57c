import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as r from './report.mjs';
import { button, heading, prepare } from './way.mjs';

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const admin = { 'person-me': a.me(a.asAdmin), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'request-queue': { items: [] }, 'resource-list': { items: a.resources }, 'member-list': i.members, 'group-list': i.groups, 'resource-see': { ...a.resourceDetail, name: 'Ad manager' } };
const auditor = { ...admin, 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }) };
const signedIn = { signedIn: true, width: 1280, height: 900 };
const org = `/organizations/${a.provider}`;
const app = `${org}/reports/apps/${a.resource}`;
const title = 'Who gets in to Ad manager';
const twice = (on) => ({ day: on, items: [...r.onDay(on).items, { ...r.onDay(on).items[1], assignment: a.id('assign', 9) }] });
const file = (_, asked) => {
  const query = new URL(asked.url()).searchParams;
  if (query.get('format') !== 'csv') return r.report()(_, asked);
  return query.get('after') ? { file: 'b\n' } : { file: 'a\n', headers: { 'valetkey-next': 'on' } };
};
const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

test('an auditor finds the report of an app by its name, and gets it (J11, F4)', async () => {
  await way(`${org}/reports`, 'Reports', { ...auditor, 'report-resource': r.report() }, async (page) => {
    await page.getByRole('searchbox', { name: 'Find an app, member or group' }).fill('soc');
    await page.getByRole('link', { name: /^Social account/ }).click();
    await heading(page, title).waitFor();
    const row = page.getByRole('row', { name: /Ravi Patel/ });
    for (const text of ['Directly', 'Always open', 'locks itself in 6 days unless used', 'its own rule']) await row.getByText(text).waitFor();
    await page.getByRole('row', { name: /Dana Reyes/ }).getByText(/5 h \d+ min left/).waitFor();
  }, signedIn);
});

test('the report of a day asks for that day, shows when they could get in, and is in the address (J11)', async () => {
  const on = day(3);
  await way(app, title, { ...admin, 'report-resource': r.report() }, async (page, asked) => {
    await page.getByLabel('On a day (UTC)').fill(on);
    await page.getByRole('row', { name: /Ravi Patel/ }).getByText('all day').waitFor();
    await page.getByRole('row', { name: /Olive Baker/ }).getByText('could not get in, could ask').waitFor();
    await page.getByRole('row', { name: /Ravi Patel/ }).getByText('not known').waitFor();
    assert.ok(named(asked, 'report-resource').some((q) => q.query.day === on && q.query.limit === '50'));
    assert.equal(new URL(page.url()).searchParams.get('day'), on);
    await page.getByLabel('Show').selectOption('Could get in');
    assert.equal(await page.getByRole('row', { name: /Olive Baker/ }).count(), 0);
  }, signedIn);
});

test('the file is the whole report, page after page, of the day that is shown', async () => {
  await way(`${app}?day=${day(2)}`, title, { ...admin, 'report-resource': file }, async (page, asked) => {
    const download = page.waitForEvent('download');
    await button(page, 'Save all as CSV').click();
    const saved = await download;
    assert.equal(saved.suggestedFilename(), `valetkey-report-${day(2)}.csv`);
    const csv = named(asked, 'report-resource').filter((q) => q.query.format === 'csv').map((q) => q.query);
    assert.deepEqual(csv.map((q) => [q.day, q.after]), [[day(2), undefined], [day(2), 'on']]);
  }, { ...signedIn, acceptDownloads: true });
});

test('the chart counts each person once, from zero on, and its table says the same', async () => {
  await way(app, title, { ...admin, 'report-resource': r.report(r.now, twice) }, async (page) => {
    await page.getByText('The same as a table').click();
    const before = page.getByRole('row').filter({ hasText: new Date(Date.now() - 86_400_000).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }) });
    assert.deepEqual(await before.getByRole('cell').allTextContents(), ['1', '1', '4.5']);
    assert.equal(await page.locator('figure svg text').first().textContent(), '0');
    const box = await page.locator('figure svg').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.getByText(/: 1 person always, [01] (person|people) for a period$/).waitFor();
  }, signedIn);
});

test('the chart asks for no day before the organization was', async () => {
  const young = { ...admin, 'organization-see': { ...i.organization, since: a.ago(2) }, 'report-resource': r.report() };
  await way(app, title, young, async (page, asked) => {
    await page.getByText('Point at a time').waitFor();
    assert.deepEqual(named(asked, 'report-resource').map((q) => q.query.day).filter(Boolean).toSorted(), [day(2), day(1), day(0)]);
  }, signedIn);
});

test('who is neither admin nor auditor is led to no report', async () => {
  await way(org, 'Northwind IT', { ...admin, 'person-me': a.me(a.asUser) }, async (page) => {
    assert.equal(await page.getByRole('link', { name: 'Reports' }).count(), 0);
    await page.goto(`${new URL(page.url()).origin}${org}/reports`);
    await heading(page, 'There is nothing here').waitFor();
  }, signedIn);
});
