// Plays a story in real Chromium against a running stack. Prints a line of JSON for each step; any surprise ends it
// with exit 1 and a sentence on stderr.
//
//   node e2e/story.mjs vault --page http://localhost:8080 --mailbox http://localhost:8025 [--shots FOLDER]
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startBrowser } from '../test/browser.mjs';
import { Stage } from './stage.mjs';

const text = { type: 'string' };
const { values: given, positionals: [name] } = parseArgs({ allowPositionals: true, options: { page: text, mailbox: text, shots: text } });
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const { play } = await import(`./stories/${name}.mjs`);
  if (given.shots) mkdirSync(given.shots, { recursive: true });
  const browser = await startBrowser();
  const stage = new Stage({ browser, origin: given.page, mailbox: given.mailbox, shots: given.shots, tell, tag: `${name}-${Date.now().toString(36)}` });
  try {
    await play(stage);
    tell({ story: name, steps: stage.count, seconds: (Date.now() - stage.begun) / 1000 });
  } catch (e) {
    if (given.shots) await Promise.all(stage.people.map((p) => p.page.screenshot({ path: `${given.shots}/${stage.tag}-end-${p.first}.png` }).catch(() => undefined)));
    process.stderr.write(`${name}: ${stage.at}: ${e.message}\n`);
    process.exitCode = 1;
  } finally {
    await stage.close();
    await browser.close();
  }
} catch (e) {
  process.stderr.write(`${name}: ${e.message}\n`);
  process.exitCode = 1;
}
