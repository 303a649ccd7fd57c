// The extension's id, read out of contract.ts, which Node does not run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = (name) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
export const [, extensionID] = text('contract.ts').match(/extensionID = '([a-p]{32})'/);
export const [, key] = text('manifest.ts').match(/key = '([^']+)'/);
