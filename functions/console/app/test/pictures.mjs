// Writes a picture of every scene to a folder: desktop and phone, light and dark. SCENE=vault makes those whose name
// begins so.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, startBrowser } from './browser.mjs';
import { startFunction } from './function.mjs';
import { play } from './play.mjs';
import { scenes } from './scenes.mjs';

const folder = process.argv[2] ?? join(import.meta.dirname, '../../../../dist/pages');
const looks = [
  ['desktop-light', { width: 1280, height: 900 }], ['desktop-dark', { width: 1280, height: 900, dark: true }],
  ['phone-light', {}], ['phone-dark', { dark: true }],
].filter(([name]) => name.startsWith(process.env.LOOK ?? ''));
const wanted = scenes.filter((s) => (process.env.SCENE ?? '').split(',').some((begin) => s.name.startsWith(begin)));

mkdirSync(folder, { recursive: true });
const [served, browser] = await Promise.all([startFunction(), startBrowser()]);
let missed = 0;

// A page may still be asking when its picture is taken and it is closed; what a page should not have asked is told.
process.on('unhandledRejection', (thrown) => {
  if (/has been closed/.test(thrown.message)) return;
  missed++;
  console.error(thrown.message.split('\n')[0]);
});

async function picture(scene, [look, size]) {
  const { page, context } = await openPage(browser, { ...size, refusals: true });
  try {
    await play(page, context, served.origin, scene);
    await page.screenshot({ path: join(folder, `${scene.name}-${look}.png`), fullPage: true });
  } catch (thrown) {
    missed++;
    console.error(`${scene.name}, ${look}: ${thrown.message.split('\n')[0]}`);
  } finally {
    await context.close();
  }
}

const left = wanted.flatMap((scene) => looks.map((look) => [scene, look]));
const all = left.length;
await Promise.all([1, 2, 3].map(async () => {
  for (let next = left.shift(); next; next = left.shift()) await picture(...next);
}));
await browser.close();
await served.close();
console.log(`${all - missed} pictures of ${wanted.length} pages in ${folder}`);
process.exitCode = missed > 0 ? 1 : 0;
