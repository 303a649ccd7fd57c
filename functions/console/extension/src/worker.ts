// The worker: it launches, waits for the form, and fills it in. It keeps what it is about in memory, and lets go of it.
import type { Answered, Asked } from '../contract';
import { refusalOf } from './api';
import { jobOf, launch, originOf, Over, step, type Job, type Told, type Want } from './job';

/** What the popup asks. */
export type Ordered = { kind: 'fill'; want: Want; tab: number; name: string } | { kind: 'told'; tab: number };

const every = 300; // ms between looks; each also keeps the browser from ending this worker
const soon = 1_500; // ms in which a form that is there is found

type Going = { job: Job; name: string; end: Promise<Told> };

const jobs = new Map<number, Going>(); // by tab: a second launch in a tab takes the place of the first
const told = new Map<number, Told>(); // what the popup missed for being closed; no secret is in it

chrome.runtime.onMessage.addListener((asked: Ordered, sender, reply) => {
  if (sender.id !== chrome.runtime.id || !sender.url?.startsWith(`chrome-extension://${chrome.runtime.id}/`)) return false;
  if (asked.kind === 'told') void news(asked.tab).then(reply);
  else void begin(asked.want, asked.tab, asked.name).then(reply);
  return true;
});

chrome.runtime.onMessageExternal.addListener((asked, sender, reply: (answer: Answered) => void) => {
  if (sender.origin !== ORIGIN) return false;
  const { kind, organization, credential, resource, name } = (asked ?? {}) as Partial<Want> & { kind?: Asked['kind']; name?: string };
  if (kind === 'hello') reply({ kind: 'hello', version: chrome.runtime.getManifest().version });
  if (kind !== 'launch' || !organization || !credential) return false;
  void handOver({ organization, credential, ...(resource && { resource }) }, name ?? 'It').then(reply);
  return true;
});

/** How it stands on a tab. A launch from the console goes on as soon as the button is pressed here: that may take a moment. */
async function news(tab: number): Promise<Told | null> {
  const going = jobs.get(tab);
  if (going) {
    const now = await Promise.race([going.end, sleep(soon).then(() => ({ state: going.job.named ? 'next' : 'form', name: going.name }) as const)]);
    return jobs.has(tab) && jobs.get(tab) !== going ? news(tab) : now;
  }
  const last = told.get(tab) ?? null;
  told.delete(tab);
  if (last) void mark(tab, '', 'Valetkey');
  return last;
}

/** Fills in on this tab: the popup's button was pressed, or was pressed at the console and now here. */
async function begin(want: Want, tab: number, name: string): Promise<Told> {
  try {
    const at = originOf((await chrome.tabs.get(tab)).url);
    const l = await launch(want);
    if (l.origin !== at) throw new Over(`${name} is for ${l.origin} and no other address.`);
    return await started(jobOf(want, tab, l, false), name);
  } catch (e) {
    return over(name, e);
  }
}

/** Opens the address of a launch that began at the console. */
async function handOver(want: Want, name: string): Promise<Answered> {
  try {
    const l = await launch(want);
    if (originOf(l.address) !== l.origin) throw new Over('This address cannot be opened in a browser.');
    const { id } = await chrome.tabs.create({ url: l.address });
    const may = await chrome.permissions.contains({ origins: [`${l.origin}/*`] });
    void started(jobOf(want, id!, l, true), name);
    return { kind: 'opened', fills: may ? 'at once' : 'on click', origin: l.origin };
  } catch (e) {
    const { status, type, message } = refusalOf(e);
    return { kind: 'refused', status, type, detail: e instanceof Over ? e.message : message };
  }
}

/** Sets a job going, and answers how far it is as soon as there is something to say. */
function started(job: Job, name: string) {
  told.delete(job.tab);
  void mark(job.tab, '…', 'Valetkey waits for the form to fill in');
  return new Promise<Told>((say) => {
    jobs.set(job.tab, { job, name, end: Promise.resolve().then(() => run(job, name, say)) });
    void sleep(soon).then(() => say({ state: 'form', name }));
  });
}

async function run(job: Job, name: string, say: (told: Told) => void): Promise<Told> {
  let end: Told;
  try {
    end = { state: 'done', name, typed: await typedOf(job, () => say({ state: 'next', name })) };
  } catch (e) {
    end = over(name, e);
  }
  say(end);
  if (jobs.get(job.tab)?.job !== job) return end;
  jobs.delete(job.tab);
  if (end.state === 'over' || job.handed) told.set(job.tab, end);
  // Whoever pressed the button for it is shown nothing else; whoever comes later came for something else.
  if (end.state === 'done') void sleep(2 * soon).then(() => told.get(job.tab) === end && told.delete(job.tab));
  void mark(job.tab, end.state === 'over' ? '!' : '', end.state === 'over' ? end.detail : 'Valetkey');
  return end;
}

/** Looks until all is typed. */
async function typedOf(job: Job, next: () => void) {
  for (;;) {
    if (jobs.get(job.tab)?.job !== job) throw new Over('Another one was launched here since.');
    if (Date.now() >= job.until) throw new Over('No form asked for the password within a minute. Fill it in again when it is there.');
    const now = await step(job);
    if (now === 'next') next();
    else if (now) return now;
    await sleep(every);
  }
}

const sleep = (ms: number) => new Promise<void>((go) => setTimeout(go, ms));

function over(name: string, thrown: unknown): Told {
  const { status, type, message } = refusalOf(thrown);
  return { state: 'over', name, status, type, detail: thrown instanceof Over ? thrown.message : message };
}

/** Says on the extension's button how it stands on a tab. */
async function mark(tabId: number, text: string, title: string) {
  try {
    await chrome.action.setBadgeBackgroundColor({ tabId, color: text === '!' ? '#b3261e' : '#1b7356' });
    await chrome.action.setBadgeText({ tabId, text });
    await chrome.action.setTitle({ tabId, title });
  } catch {
    // the tab is closed
  }
}
