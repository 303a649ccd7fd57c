import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const parts = join(import.meta.dirname, '../src/parts');
const code = ts.transpileModule(readFileSync(join(parts, 'generator.ts'), 'utf8'), { compilerOptions: { target: 'ES2022', module: 'ESNext' } }).outputText;
const g = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
const words = readFileSync(join(parts, 'words.txt'), 'utf8').trim().split('\n');

/** A fixed source: xorshift, the same in every run. */
function fixed(seed) {
  let x = seed >>> 0;
  return (into) => {
    for (let i = 0; i < into.length; i++) {
      x ^= x << 13;
      x >>>= 0;
      x ^= x >>> 17;
      x ^= x << 5;
      x >>>= 0;
      into[i] = x;
    }
    return into;
  };
}
const given = (...numbers) => (into) => {
  into[0] = numbers.shift();
  return into;
};
const all = { lower: true, upper: true, digits: true, marks: true, lookAlikes: true };

/** How far the counts are from all being alike, in units in which 1 is what chance alone brings. */
function spread(counts, draws) {
  const expected = draws / counts.length;
  const chi = counts.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
  return chi / (counts.length - 1);
}

test('what a division would leave over is drawn again', () => {
  assert.equal(g.below(10, given(2 ** 32 - 1, 2 ** 32 - 6, 7)), 7); // 2^32 is 6 above a multiple of 10
  assert.equal(g.below(10, given(2 ** 32 - 7)), 9);
  assert.equal(g.below(1, given(5)), 0);
  for (const n of [0, -1, 1.5, 2 ** 32 + 1, NaN]) assert.throws(() => g.below(n, fixed(1)), RangeError);
});

test('every number is as likely as the others, where a rest would favour the small ones', () => {
  const n = 3 * 2 ** 30; // of 2^32: a rest of a division would draw the first third twice as often
  const thirds = [0, 0, 0];
  const source = fixed(42);
  for (let i = 0; i < 30_000; i++) thirds[Math.floor(g.below(n, source) / 2 ** 30)]++;
  assert.ok(spread(thirds, 30_000) < 4, `${thirds}`);
});

test('every character is as likely as the others', () => {
  const source = fixed(7);
  const counts = new Map();
  let draws = 0;
  for (let i = 0; i < 400; i++) {
    for (const c of g.password({ ...all, length: 128 }, source)) counts.set(c, (counts.get(c) ?? 0) + 1);
    draws += 128;
  }
  assert.equal(counts.size, 90);
  assert.ok(spread([...counts.values()], draws) < 1.6);
});

test('a password has the length and a character of each class that was asked for, and no look-alike that was not', () => {
  const source = fixed(99);
  for (const length of [12, 13, 64, 128]) {
    for (let i = 0; i < 200; i++) {
      const made = g.password({ ...all, lookAlikes: false, length }, source);
      assert.equal(made.length, length);
      for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]) assert.match(made, kind);
      assert.doesNotMatch(made, /[IlO01|]/);
    }
  }
  assert.match(g.password({ length: 40, lower: false, upper: false, digits: true, marks: false, lookAlikes: true }, source), /^[0-9]{40}$/);
});

test('what does not fit is refused', () => {
  for (const length of [11, 129, 0, 12.5, NaN]) assert.throws(() => g.password({ ...all, length }), RangeError);
  assert.throws(() => g.password({ length: 20, lower: false, upper: false, digits: false, marks: false, lookAlikes: true }), RangeError);
  for (const n of [3, 11, NaN]) assert.throws(() => g.passphrase(words, n), RangeError);
});

test('the bits are those of the passwords that fit, counted', () => {
  const digits = { length: 12, lower: false, upper: false, digits: true, marks: false, lookAlikes: true };
  assert.ok(Math.abs(g.passwordBits(digits) - 12 * Math.log2(10)) < 1e-9);
  const two = { ...digits, lower: true }; // all strings but those of one class alone
  assert.ok(Math.abs(g.passwordBits(two) - Math.log2(36 ** 12 - 26 ** 12 - 10 ** 12)) < 1e-9);
  assert.ok(g.passwordBits({ ...all, length: 128 }) > 800);
  assert.ok(Math.abs(g.passphraseBits(words, 6) - 77.5) < 0.1);
});

test('a passphrase is of whole words of the list, each as likely as the others', () => {
  assert.equal(words.length, 7772);
  assert.equal(new Set(words).size, 7772);
  assert.ok(words.every((w) => /^[a-z]{3,9}$/.test(w)));
  const source = fixed(3);
  const counts = Array.from({ length: 64 }, () => 0);
  for (let i = 0; i < 2000; i++) {
    const made = g.passphrase(words, 10, ' ', source).split(' ');
    assert.equal(made.length, 10);
    for (const w of made) counts[Math.floor((words.indexOf(w) / words.length) * 64)]++;
  }
  assert.ok(spread(counts, 20_000) < 1.7);
});

test('the system is asked for what is random, and never Math', () => {
  const made = new Set(Array.from({ length: 100 }, () => g.password({ ...all, length: 20 })));
  assert.equal(made.size, 100);
  assert.doesNotMatch(code, /Math\.random/);
});
