import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, UserConfig } from 'vite';
import { manifest, rules } from './manifest.ts';

// The console that it is for. `make build` for a deployment: VALETKEY_ORIGIN=https://keys.example make build
const origin = new URL(process.env['VALETKEY_ORIGIN'] ?? 'http://localhost:8080').origin;

const here = import.meta.dirname;
const dist = process.env['VALETKEY_EXTENSION'] ?? join(here, '..', '..', '..', 'dist', 'extension');
const modules = join(here, '..', 'app', 'node_modules');
const { version } = JSON.parse(readFileSync(join(here, '..', 'app', 'package.json'), 'utf8')) as { version: string };

/** Writes the manifest and the rule beside what was built. */
function forChromium(): Plugin {
  return {
    name: 'for-chromium',
    closeBundle() {
      writeFileSync(join(dist, 'manifest.json'), `${JSON.stringify(manifest(origin, version), null, 2)}\n`);
      writeFileSync(join(dist, 'rules.json'), `${JSON.stringify(rules(origin))}\n`);
    },
  };
}

const names = { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' };

// Two builds: what runs inside a page comes as one closed file (--mode page), because it may be put there twice.
export default ({ mode }: { mode: string }): UserConfig => ({
  root: here,
  plugins: mode === 'page' ? [] : [forChromium()],
  publicDir: mode === 'page' ? false : 'public',
  define: { ORIGIN: JSON.stringify(origin) },
  resolve: { alias: { 'openapi-fetch': join(modules, 'openapi-fetch') } },
  build: {
    outDir: dist,
    emptyOutDir: mode !== 'page',
    target: 'chrome123',
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: mode === 'page'
      ? { input: { page: join(here, 'src/page.ts') }, output: { ...names, format: 'iife' } }
      : { input: { popup: join(here, 'popup.html'), worker: join(here, 'src/worker.ts') }, output: names },
  },
});
