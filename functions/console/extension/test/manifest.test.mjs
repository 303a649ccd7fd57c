import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from './chromium.mjs';
import { extensionID, key } from './contract.mjs';

const origin = 'https://keys.example';
let folder, manifest;
const text = (name) => readFileSync(join(folder, name), 'utf8');
before(async () => {
  folder = await build(origin);
  manifest = JSON.parse(text('manifest.json'));
});
after(() => rmSync(folder, { recursive: true }));

const scripts = () => readdirSync(folder).filter((n) => n.endsWith('.js'));
const code = () => scripts().map(text).join('\n');

test('it may do what it does, and nothing besides', () => {
  const used = new Set(code().match(/chrome\.[a-z]\w+/gi).map((c) => c.slice(7)));
  // What each needs. activeTab is the tab of a press, without which scripting is worth nothing.
  const needs = { scripting: 'scripting', runtime: '', tabs: '', action: '', permissions: '', dom: '' };
  assert.deepEqual([...used].toSorted(), Object.keys(needs).toSorted());
  const needed = [...used].map((u) => needs[u]).filter(Boolean);
  assert.deepEqual(manifest.permissions.toSorted(), [...needed, 'activeTab', 'declarativeNetRequestWithHostAccess'].toSorted());
});

test('it may reach the console, and of others what a person gives it one by one', () => {
  assert.deepEqual(manifest.host_permissions, [`${origin}/*`]);
  assert.deepEqual(manifest.externally_connectable, { matches: [`${origin}/*`] });
  assert.deepEqual(manifest.optional_host_permissions, ['https://*/*', 'http://*/*']);
  assert.equal([manifest.content_scripts, manifest.web_accessible_resources, manifest.optional_permissions].filter(Boolean).length, 0);
  assert.deepEqual([...new Set(code().match(/permissions\.\w+/g))].toSorted(), ['permissions.contains', 'permissions.request']);
});

test('the Origin is set for what the extension asks of the console, and for nothing else', () => {
  const [rule, ...more] = JSON.parse(text('rules.json'));
  assert.deepEqual([more, rule.action.requestHeaders], [[], [{ header: 'origin', operation: 'set', value: origin }]]);
  assert.deepEqual(rule.condition, { initiatorDomains: [extensionID], urlFilter: `|${origin}/api/`, resourceTypes: ['xmlhttprequest'] });
});

test('its own pages run its own code only', () => {
  const policy = manifest.content_security_policy.extension_pages;
  assert.equal(policy, `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src ${origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`);
  assert.doesNotMatch(code(), /\beval\(|new Function|\.innerHTML|insertAdjacentHTML|document\.write|importScripts|\bimport\(/);
  assert.deepEqual([...code().matchAll(/https?:\/\/[\w.:-]+/g)].map((m) => m[0]).filter((a) => a !== origin), []);
});

test('it stores nothing, logs nothing, and presses no button of a page', () => {
  assert.doesNotMatch(code(), /localStorage|sessionStorage|indexedDB|chrome\.storage|document\.cookie|console\.\w+\(|\.submit\(|requestSubmit|\.click\(|clipboard/);
});

test('its id is that of its key, which the console knows', () => {
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  assert.equal([...hash].map((d) => 'abcdefghijklmnop'[Number.parseInt(d, 16)]).join(''), extensionID);
});

test('it is small', () => {
  const bytes = readdirSync(folder).reduce((sum, n) => sum + statSync(join(folder, n)).size, 0);
  console.log(`the extension: ${readdirSync(folder).length} files, ${(bytes / 1000).toFixed(1)} kB unpacked`);
  assert.ok(bytes < 60_000, `${bytes} bytes`);
});
