// One launch, from its ticket to the form. It is in this worker's memory alone and for a minute at most: of the secret
// there is nothing before the form is there, and nothing after it was typed.
import { answer, api, type Schemas } from './api';
import type { Given, Look } from './page';

/** What somebody wants to sign in with. A page that asks for nothing but a code is for logins that are known to have some. */
export type Want = { organization: string; resource?: string; credential: string; codes?: boolean };

/**
 * How far it is. next: the username is typed, and the password follows when the page asks for it; form: no form is
 * there yet; done: it is typed, and a code may follow; over: it ended, and why.
 */
export type Told =
  | { state: 'form' | 'next'; name: string }
  | { state: 'done'; name: string; typed: (keyof Given)[] }
  | { state: 'over'; name: string; detail: string; type: string; status: number };

export type Job = Want & {
  tab: number; ticket: string; origin: string; username: string;
  until: number; // of this machine's clock, which need not be the service's: that decides
  handed: boolean; // over by the console's page, and opened by this
  been: boolean; // at the origin
  named?: string; // the document the username was typed into
};

const life = 58_000; // ms; the service's minute began before its answer came

/** Asks for the ticket. The use is on record from here. */
export async function launch({ organization, resource, credential }: Want): Promise<Schemas['Launched']> {
  return resource
    ? answer(api.POST('/api/organizations/{organization}/resources/{resource}/credentials/{credential}/launch', { params: { path: { organization, resource, credential } } }))
    : answer(api.POST('/api/organizations/{organization}/credentials/{credential}/launch', { params: { path: { organization, credential } } }));
}

export function jobOf(want: Want, tab: number, l: Schemas['Launched'], handed: boolean): Job {
  return { ...want, tab, ticket: l.ticket, origin: l.origin, username: l.username, until: Date.now() + life, handed, been: !handed };
}

/** What ends a job before it is done, in words. */
export class Over extends Error {}

/**
 * Does what the tab is ready for now: undefined if that is nothing. The tab's origin is the browser's word for it, not
 * the page's, and is asked for again right before anything is typed.
 */
export async function step(job: Job): Promise<'next' | (keyof Given)[] | undefined> {
  if (!(await there(job))) return undefined;
  const seen = await look(job.tab);
  if (!seen) return undefined;
  if (seen.origin === 'null') throw new Over('This page is shut off from its own address, so nothing is filled in here.');
  if (seen.origin !== job.origin) return undefined; // it went elsewhere since the browser was asked, and will be asked again
  if (seen.password || (seen.code && job.codes)) return redeem(job, seen.document);
  if (!seen.username || job.username === '' || job.named === seen.document) return undefined;
  job.named = seen.document;
  const typed = await fill(job, seen.document, { username: job.username });
  return typed.length > 0 ? 'next' : undefined;
}

async function redeem(job: Job, document: string) {
  const { organization, credential, ticket, origin } = job;
  const path = { organization, credential };
  job.ticket = '';
  const got = await answer(api.POST('/api/organizations/{organization}/credentials/{credential}/fill', { params: { path }, body: { ticket, origin } }));
  const gone = new Over('The page changed before it was filled in. Try again.');
  if (!(await there(job))) throw gone;
  const typed = await fill(job, document, { username: got.username, password: got.secret, ...(got.code && { code: got.code }) });
  if (typed.every((what) => what === 'username')) throw gone;
  return typed;
}

/** Whether the tab is at the ticket's origin. One that has been there and is not any more ends the job. */
async function there(job: Job) {
  let tab;
  try {
    tab = await chrome.tabs.get(job.tab);
  } catch {
    throw new Over('The tab was closed.');
  }
  const at = originOf(tab.url);
  if (at === job.origin) return (job.been = true);
  if (job.been) throw new Over(`The page went to another address than ${job.origin}, so nothing was filled in.`);
  return false;
}

async function look(tab: number): Promise<(Look & { document: string }) | undefined> {
  const target = { tabId: tab, frameIds: [0] };
  try {
    await chrome.scripting.executeScript({ target, files: ['page.js'] });
    const [got] = await chrome.scripting.executeScript({ target, func: () => globalThis.valetkey.look() });
    return got?.result && { ...got.result, document: got.documentId };
  } catch {
    return undefined; // on its way from one page to the next
  }
}

/** Types into the very document that was looked at: one that came since gets nothing. */
async function fill({ tab, origin }: Job, document: string, given: Given) {
  const target = { tabId: tab, documentIds: [document] };
  try {
    const [got] = await chrome.scripting.executeScript({ target, func: typeThere, args: [origin, given] });
    return got?.result ?? [];
  } catch {
    return [];
  }
}

// It is sent there as its text, and finds there what page.ts left.
const typeThere = (origin: string, given: Given) => globalThis.valetkey.fill(origin, given);

/** The origin of an address that can be signed in at, as the browser says; "" for any other. */
export function originOf(address: string | undefined) {
  const url = address && URL.canParse(address) ? new URL(address) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.origin : '';
}
