// What a person sees who presses the button: what is for the site of this tab, and nothing secret.
import { answer, api, refusalOf, type Refusal } from './api';
import { list } from './here';
import { originOf } from './job';
import { rows } from './rows';
import { button, h, openConsole } from './view';
import type { Ordered } from './worker';
import type { Told, Want } from './job';

const main = document.querySelector('main')!;
const said = document.getElementById('said')!;
const often = 15_000; // ms between questions while somebody waits for a decision

void start();

async function start() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  const origin = originOf(tab?.url);
  if (origin === '' || origin === ORIGIN) {
    return show(h('h2', {}, origin === '' ? 'No site to sign in at' : 'This is Valetkey itself'), h('p', {}, 'Open a site that you sign in at, and press this button there.'), button('Open Valetkey', () => openConsole('/')));
  }
  const host = origin.replace(/^https:\/\//, '');
  document.getElementById('site')!.textContent = host;
  document.getElementById('site')!.title = origin;
  const going = await order({ kind: 'told', tab: tab!.id! });
  if (going && tell(going, tab!.id!, false)) return undefined;
  return look(tab!.id!, origin);
}

/** Lists what there is. It is asked again while something waits, but not under somebody's hands. */
async function look(tab: number, origin: string) {
  if (!main.hasChildNodes()) show(...['', '', ''].map(() => h('div', { class: 'bone' })));
  main.setAttribute('aria-busy', 'true');
  try {
    const me = await answer(api.GET('/api/me'));
    const found = await list(me.memberships, origin);
    const again = () => void look(tab, origin);
    show(...rows(found, origin, { begin: (want, item) => void fill(tab, origin, want, item.name), again }));
    if (found.some((one) => one.items.some((i) => i.state === 'pending'))) setTimeout(() => !main.querySelector('form') && again(), often);
  } catch (e) {
    failed(refusalOf(e), () => void look(tab, origin));
  }
}

/** Has one filled in. The popup stays open only if there is something to say. */
async function fill(tab: number, origin: string, want: Want, name: string) {
  said.replaceChildren();
  main.inert = true;
  main.setAttribute('aria-busy', 'true');
  const now = await order({ kind: 'fill', want, tab, name });
  main.inert = false;
  main.setAttribute('aria-busy', 'false');
  if (!now) said.replaceChildren(h('p', { class: 'note bad' }, 'That did not work. Try again.'));
  else if (!tell(now, tab, Boolean(want.codes)) && now.state === 'over') await look(tab, origin); // something is not as it was listed
}

/** Says how it stands; true if there is nothing more to see here. */
function tell(now: Told, tab: number, codes: boolean) {
  if (now.state === 'done' && !(codes && !now.typed.includes('code'))) {
    window.close();
    return true;
  }
  const bad = now.state === 'over';
  if (bad && now.status === 401) {
    signedOut('You were signed out meanwhile.');
    return true;
  }
  said.replaceChildren(h('p', { class: bad ? 'note bad' : 'note' }, wordsOf(now)));
  if (now.state === 'next' || now.state === 'form') void follow(tab, codes);
  return false;
}

/** Says what became of one that waits; closes once it is filled in. Most popups are closed by then. */
async function follow(tab: number, codes: boolean) {
  const now = await order({ kind: 'told', tab });
  if (now) tell(now, tab, codes);
  else window.close();
}

function wordsOf(now: Told) {
  switch (now.state) {
    case 'next': return `The username of ${now.name} is filled in. Go on there: the password follows when the page asks for it, within a minute.`;
    case 'form': return `No sign-in form is there yet. ${now.name} is filled in as soon as there is one, within a minute.`;
    case 'done': return `${now.name} is filled in. When the page asks for a sign-in code, fill in again there.`;
    case 'over': return now.detail;
  }
}

function failed(problem: Refusal, again: () => void) {
  if (problem.status === 401) signedOut('What is open to you here is listed once you are.');
  else if (problem.status === 0) show(h('h2', {}, 'Valetkey cannot be reached'), h('p', {}, 'Look at your connection and try again.'), button('Try again', again, { class: 'main' }));
  else show(h('h2', {}, 'That did not work'), h('p', {}, problem.message), button('Try again', again, { class: 'main' }));
}

function signedOut(why: string) {
  show(h('h2', {}, 'Sign in to Valetkey'), h('p', {}, why), button('Sign in', () => openConsole('/sign-in'), { class: 'main' }));
}

/** Asks the worker; null if it has nothing to say, or ended on the way: the browser may do that to it. */
const order = (what: Ordered) => chrome.runtime.sendMessage<Told | null>(what).catch(() => null);

/** Shows it; whoever was at a button is there still, and others are at the first. */
function show(...what: Node[]) {
  const at = document.activeElement?.getAttribute('aria-label');
  main.replaceChildren(...what);
  main.setAttribute('aria-busy', 'false');
  const buttons = [...main.querySelectorAll<HTMLElement>('button')];
  (buttons.find((b) => at && b.getAttribute('aria-label') === at) ?? buttons.find((b) => b.className === 'main'))?.focus();
}
