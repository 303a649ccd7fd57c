import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

// What functions/console embeds. Only its .keep is checked in.
const dist = join(import.meta.dirname, '..', 'dist');

/** Empties dist but for .keep before a build, and compresses what is worth it after. */
function forTheFunction(): Plugin {
  return {
    name: 'for-the-function',
    apply: 'build',
    buildStart() {
      if (!existsSync(dist)) return;
      for (const name of readdirSync(dist)) {
        if (name !== '.keep') rmSync(join(dist, name), { recursive: true });
      }
    },
    closeBundle() {
      for (const entry of readdirSync(join(dist, 'assets'))) compress(join(dist, 'assets', entry));
    },
  };
}

function compress(file: string) {
  const plain = readFileSync(file);
  const best = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  for (const [suffix, small] of [
    ['.br', brotliCompressSync(plain, { params: best })],
    ['.gz', gzipSync(plain, { level: 9 })],
  ] as const) {
    if (small.length < plain.length) writeFileSync(file + suffix, small);
  }
}

const landing = /\/src\/(main|pages\/request\/page)\.tsx$/;

// Of the libraries everything seems to be imported by everybody, through their index: these are not needed there.
const notThere = /infiniteQuery|useInfiniteQuery|\/components\/(Group|Combobox|NativeSelect|Checkbox|Textarea|Popover)\//i;

/** Whether the page of a mailed link loads a module at once: itself, or through what imports it. */
function onLanding(id: string, modules: Pick<Rolldown.ChunkingContext, 'getModuleInfo'>, passed = new Set<string>()): boolean {
  if (landing.test(id)) return true;
  if (notThere.test(id)) return false;
  if (passed.has(id)) return false;
  passed.add(id);
  return (modules.getModuleInfo(id)?.importers ?? []).some((i) => onLanding(i, modules, passed));
}

export default defineConfig({
  plugins: [react(), forTheFunction()],
  // The function puts the answer's nonce in place of the mark (functions/console/client.go).
  html: { cspNonce: '@@nonce@@' },
  build: {
    outDir: dist,
    emptyOutDir: false,
    target: 'es2022',
    assetsInlineLimit: 0, // nothing inline: the policy has no place for it
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // What three pages or more use comes as one file: a phone far away waits for trips, not for bytes. What the page of
      // a mailed link does not need comes as another, with the pages that do.
      output: {
        codeSplitting: {
          groups: [
            { debugName: 'common', name: (id, modules) => (onLanding(id, modules) ? 'common' : null), minShareCount: 3, priority: 2 },
            { name: 'inside', minShareCount: 3, priority: 1, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
});
