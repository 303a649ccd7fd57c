import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as s from './sites.mjs';
import { button, heading, leftNowhere, prepare } from './way.mjs';

const pages = join(import.meta.dirname, '../src/pages/import');
const files = join(import.meta.dirname, '../../../../shared/importing/testdata');
const load = (name) => {
  const code = ts.transpileModule(readFileSync(join(pages, name), 'utf8'), { compilerOptions: { target: 'ES2022', module: 'ESNext' } }).outputText;
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
};
const [csv, columns] = await Promise.all([load('csv.ts'), load('columns.ts')]);

const { way } = prepare();
const named = (asked, name) => asked.filter((q) => q.name === name);
const admin = { 'request-queue': { items: [] }, 'person-me': a.me(a.asAdmin), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization };
const here = `/organizations/${a.provider}/import`;
const one = `${here}/${s.began.id}`;
const give = (page, text, name = 'bitwarden_export.csv') => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const secrets = ['correct-horse-1', 'correct-horse-2', 'correct-horse-3', 'JBSWY3DP', 'see notes'];
const many = (n) => `name,password\n${Array.from({ length: n }, (_, at) => `Login ${at + 1},"se,cret ${at + 1}"`).join('\n')}\n`;
const two = [{ column: 'name', is: 'name' }, { column: 'password', is: 'secret' }];

test('every known format is taken apart as the service does: its columns, its rows, their cells (C13)', () => {
  for (const golden of readdirSync(files).filter((f) => f.endsWith('.golden') && f !== 'columns.golden')) {
    const said = readFileSync(join(files, golden), 'utf8');
    const file = csv.takeText(golden, readFileSync(join(files, golden.replace('.golden', '.csv')), 'utf8'));
    const is = columns.guess(file.header);
    assert.equal(file.header.map((h, n) => `${h}: ${is[n]}`).join('\n'), said.split('\n\n')[0], golden);
    assert.equal(file.rows.length, said.match(/^row \d+/gm).length, golden);
    assert.equal(columns.wrongColumns(is), undefined, golden);
    const whole = csv.pagesOf(file, 1).map((p) => p.csv).join('');
    assert.ok(file.text.endsWith(whole), `${golden}: the pages are not the file`);
    if (golden.startsWith('keepass.')) assert.equal(csv.cellsOf(file, file.rows[1])[2], 'Teal\\Ket"tle');
  }
});

test('rows with line ends, quotes and marks in them stay whole, and empty lines are none', () => {
  const file = csv.takeText('a', '\na;b\r\n\r\n"1\r\n""x"";";2\n\n3;"4"');
  assert.equal(file.separator, ';');
  assert.deepEqual(file.rows.map((r) => csv.cellsOf(file, r)), [['1\r\n"x";', '2'], ['3', '4']]);
  for (const [text, why] of [['a,b\n1,"2', /Line 2 .* is not closed/], ['a,b\n"1"x,2\n', /something follows it/], ['a,b\n1"x,2\n', /does not begin with one/], ['', /is empty/], ['a,b\n', /no rows/], ['{"a": 1}', /JSON/]]) {
    assert.throws(() => csv.takeText('a', text), why);
  }
});

test('pages hold at most 200 rows and fit a call, and go on from any row', () => {
  const file = csv.takeText('a', many(450));
  assert.deepEqual(csv.pagesOf(file, 1).map((p) => [p.first, p.count]), [[1, 200], [201, 200], [401, 50]]);
  assert.deepEqual(csv.pagesOf(file, 399).map((p) => [p.first, p.count]), [[399, 52]]);
  const long = csv.takeText('a', `a,b\n${`${'x'.repeat(40_000)},1\n`.repeat(3)}${'y'.repeat(95_000)},1\nz,1\n`);
  assert.deepEqual(csv.pagesOf(long, 1).map((p) => [p.first, p.count]), [[1, 2], [3, 1], [5, 1]]);
});

test('10,000 rows are taken apart in less than half a second', () => {
  const text = many(10_000);
  const begun = performance.now();
  assert.equal(csv.takeText('a', text).rows.length, 10_000);
  const took = performance.now() - begun;
  console.log(`10,000 rows taken apart in ${took.toFixed(0)} ms`);
  assert.ok(took < 500, `${took} ms`);
});

test('a file is mapped, every row is judged before anything is kept, and then it is brought in: its secrets are nowhere (C13)', async () => {
  let now = s.nothingYet;
  const answers = {
    ...admin, 'import-create': s.began, 'import-see': () => now, 'import-check': { rows: s.judged },
    'import-rows': () => { now = s.brought; return { rows: s.judged.map((r) => (r.outcome === 'new' ? { ...r, outcome: 'made', credential: a.id('cred', r.row) } : r)) }; },
  };
  await way(`${here}/new`, 'Import a file', answers, async (page, all) => {
    await give(page, s.file);
    await heading(page, 'What the columns become').waitFor();
    assert.equal(await page.getByLabel('login_password becomes').inputValue(), 'secret');
    await page.getByLabel('favorite becomes').selectOption('Tags');
    await leftNowhere(page, ...secrets);
    await button(page, 'See what would become of it').click();
    for (const text of ['Router "core"', 'Like row 1 of this file.', 'Name is empty, and there is no address or username to name it by.', 'An address is kept in the notes.', 'Without a name']) await page.getByText(text).first().waitFor();
    assert.deepEqual(named(all, 'import-create')[0].body, { name: 'bitwarden_export', separator: ',', header: s.columns.map((c) => c.column), columns: s.columns.map((c) => (c.column === 'favorite' ? { ...c, is: 'tags' } : c)) });
    assert.equal(named(all, 'import-rows').length, 0);
    await button(page, 'Cannot be kept 1').click();
    assert.equal(await page.getByRole('list', { name: 'Rows' }).getByRole('listitem').count(), 1);
    await leftNowhere(page, ...secrets);
    await page.getByText('Import them all the same').click();
    await button(page, 'Import 3 credentials').click();
    await page.getByText('Delete the file now').waitFor();
    assert.deepEqual(named(all, 'import-rows').map((q) => q.body), [{ first: 1, csv: s.file.slice(s.file.indexOf('\n') + 1), duplicates: 'keep' }]);
    await leftNowhere(page, ...secrets);
  }, { signedIn: true });
});

test('an import is stopped, left, and goes on with the same file where it stopped; another file is refused', async () => {
  let made = 0, slow = true;
  const progress = () => ({ ...s.nothingYet, columns: two, name: 'passwords', seen: made, made, nextRow: made + 1 });
  const answers = {
    ...admin, 'import-see': progress, 'import-check': ({ first, csv: text }) => ({ rows: text.trim().split('\n').map((_, n) => ({ row: first + n, outcome: 'new' })) }),
    'import-rows': async ({ first }) => {
      if (first > 200 && slow) return 'never';
      made = Math.min(450, first === 1 ? 150 : first + 199);
      return { rows: [{ row: first, outcome: 'made' }], ...(first === 1 && { next: 151 }) };
    },
  };
  await way(one, 'passwords', answers, async (page, all) => {
    await page.getByText('Nothing is imported yet').waitFor();
    await give(page, 'title,password\nx,y\n');
    await page.getByText('This is not the same file').waitFor();
    await give(page, many(450));
    await button(page, 'Import 450 credentials').click();
    await page.getByText('Importing: 350 of 450').waitFor();
    assert.deepEqual(named(all, 'import-rows').map((q) => q.body.first), [1, 151, 351]);
    await button(page, 'Stop for now').click();
    await button(page, 'Go on').waitFor();
    slow = false;
    await page.getByRole('link', { name: 'Import', exact: true }).waitFor();
    await page.reload();
    await page.getByText('Rows up to 350 are dealt with.').waitFor();
    await button(page, 'The file has more: go on with it').click();
    await give(page, many(450));
    await button(page, 'Import 100 credentials').click();
    await page.getByText('All rows of the file are dealt with.').waitFor();
    assert.deepEqual(named(all, 'import-rows').map((q) => q.body.first), [1, 151, 351, 351]);
    assert.equal(named(all, 'import-check').at(-1).body.first, 351);
  }, { signedIn: true });
});

test('a dry run that was cut off says so and goes on where it was', async () => {
  let down = true;
  const answers = {
    ...admin, 'import-see': { ...s.nothingYet, columns: two },
    'import-check': ({ first, csv: text }) => (first > 200 && down ? 'offline' : { rows: text.trim().split('\n').map((_, n) => ({ row: first + n, outcome: 'new' })) }),
  };
  await way(one, 'bitwarden_export', answers, async (page, all) => {
    await give(page, many(250));
    await page.getByText('Valetkey could not be reached.').waitFor();
    down = false;
    await button(page, 'Go on looking').click();
    await button(page, 'Import 250 credentials').waitFor();
    assert.deepEqual(named(all, 'import-check').map((q) => q.body.first), [1, 201, 201]);
  }, { signedIn: true, refusals: true });
});

test('a page that is too much for the service is sent in halves, and what stays refused says so', async () => {
  let down = false;
  const answers = {
    ...admin, 'import-see': { ...s.nothingYet, columns: two }, 'import-check': ({ first, csv: text }) => ({ rows: text.trim().split('\n').map((_, n) => ({ row: first + n, outcome: 'new' })) }),
    'import-rows': ({ first, csv: text }) => {
      const count = text.trim().split('\n').length;
      return down || count > 60 ? { problem: 500, kind: 'internal' } : { rows: [{ row: first, outcome: 'made' }] };
    },
  };
  await way(one, 'bitwarden_export', answers, async (page, all) => {
    await give(page, many(120));
    await button(page, 'Import 120 credentials').click();
    await page.getByText('Delete the file now').waitFor();
    assert.deepEqual(named(all, 'import-rows').map((q) => [q.body.first, q.body.csv.trim().split('\n').length]), [[1, 120], [1, 60], [61, 60]]);
    down = true;
    await page.reload();
    await give(page, many(120));
    await button(page, 'Import 120 credentials').click();
    await page.getByText('Something went wrong on our side.').waitFor();
    assert.equal(await button(page, 'Import 120 credentials').isEnabled(), true);
  }, { signedIn: true, refusals: true });
});

test('an undo counts what goes, does nothing before it is confirmed, goes through all parts, and lists what stays', async () => {
  const parts = [{ removed: 50, stay: [{ row: 2, credential: a.id('cred', 2), name: 'Router', why: 'somebody received its secret' }], next: '51' }, { removed: 3, stay: [], next: '4/folder' }, { removed: 0, stay: [] }];
  const answers = { ...admin, 'import-see': s.brought, 'import-undo': (body) => parts[['', '51', '4/folder'].indexOf(body.from ?? '')] };
  await way(`${one}/undo`, 'Undo the import of bitwarden_export?', answers, async (page, all) => {
    await page.getByText('2 credentials', { exact: true }).waitFor();
    assert.equal(named(all, 'import-undo').length, 0);
    await button(page, 'Undo the import').click();
    await heading(page, 'The import of bitwarden_export is undone').waitFor();
    await page.getByText('53 credentials taken away, 1 stays.').waitFor();
    await page.getByText('It stays because somebody received its secret.').waitFor();
    assert.deepEqual(named(all, 'import-undo').map((q) => q.body.from ?? ''), ['', '51', '4/folder']);
  }, { signedIn: true });
});

test('who is no admin reads of imports, and is offered none', async () => {
  const auditor = { ...admin, 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }), 'import-list': s.imports, 'import-see': s.brought };
  await way(here, 'Import', auditor, async (page) => {
    assert.equal(await page.getByRole('link', { name: 'Import a file' }).count(), 0);
    await page.getByRole('link', { name: /^bitwarden_export/ }).click();
    await heading(page, 'bitwarden_export').waitFor();
    assert.equal(await page.getByText('Undo this import').count(), 0);
    assert.equal(await page.locator('input[type=file]').count(), 0);
  }, { signedIn: true });
});
