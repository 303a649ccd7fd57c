import { inLength } from '../../app/src/parts/length';
import { askForm } from './ask';
import type { Found, Item } from './here';
import type { Want } from './job';
import { button, h, openConsole } from './view';

export type Acts = { begin: (want: Want, item: Item) => void; again: () => void };

const many = 6; // from here on they can be searched

/** The list of what there is for a site. */
export function rows(found: Found[], origin: string, acts: Acts): Node[] {
  const some = found.filter((one) => one.items.length > 0);
  const refused = found.filter((one) => one.refused).map((one) => h('p', { class: 'quiet' }, one.refused!.includes(one.name) ? one.refused : `${one.name}: ${one.refused}`));
  if (some.length === 0) return [...empty(origin), ...refused];
  const all = some.flatMap((one) => one.items.map((item) => ({ one, item }))).toSorted((a, b) => rank(a.item) - rank(b.item));
  const lines = all.map(({ one, item }) => row(one, item, some.length > 1, acts));
  return [
    ...(all.length >= many ? [search(lines)] : []),
    h('ul', { keydown: (e) => walk(e as KeyboardEvent) }, ...lines),
    ...(found.some((one) => one.more) ? [h('p', { class: 'quiet' }, 'There are more for this site than are listed here: find them in Valetkey.')] : []),
    ...refused,
    h('footer', {}, atOnce(origin, all.some(({ item }) => item.state === 'open')), button('Open Valetkey', () => openConsole('/'), { class: 'link' })),
  ];
}

/** What can be filled in comes first, and of that what was last. */
const rank = (item: Item) => ({ open: 0, pending: 2, locked: 4 })[item.state] - (item.picked ? 1 : 0);

function empty(origin: string) {
  return [
    h('h2', {}, 'Nothing of yours is for this site'),
    h('p', {}, 'What is kept for exactly this address is listed here: ', h('b', {}, origin), '.'),
    button('Open Valetkey', () => openConsole('/'), { class: 'main' }),
  ];
}

function row(one: Found, item: Item, several: boolean, acts: Acts) {
  const under = [item.username, several && one.name].filter(Boolean).join(' · ');
  const line = h('li', { 'data-words': `${item.name} ${item.username ?? ''} ${one.name} ${item.resourceName ?? ''}`.toLowerCase() });
  line.append(
    h('span', { class: item.lender ? 'face lent' : 'face', 'aria-hidden': 'true' }, [...item.name][0]!.toUpperCase()),
    h('span', { class: 'what' }, h('b', {}, item.name), under && h('span', { class: 'under', title: under }, under), item.lender && h('span', { class: 'under' }, h('img', { src: 'lent.svg', alt: '' }), `from ${item.lender}`), standing(one, item) ?? ''),
    act(one, item, line, acts) ?? '',
  );
  return line;
}

function standing(one: Found, item: Item) {
  const { access } = item;
  if (item.state === 'open' && one.locked) return h('span', { class: 'state' }, `${one.name} is locked`);
  if (item.state === 'pending') return h('span', { class: 'state' }, 'Requested: waits for a decision');
  if (item.state === 'locked') return h('span', { class: 'state' }, 'Locked');
  if (access?.state !== 'open' || !access.until) return undefined;
  const left = Math.floor((Date.parse(access.until) - Date.now()) / 60_000) * 60;
  return h('span', { class: 'state open', title: new Date(access.until).toString() }, left > 0 ? `Open for ${inLength(left)}` : 'Open for less than a minute');
}

function act(one: Found, item: Item, line: HTMLElement, acts: Acts) {
  const { organization } = one;
  const of = (what: string) => ({ 'aria-label': `${what}: ${item.name}` });
  if (item.state === 'open' && one.locked) return button('Unlock', () => openConsole(`/organizations/${organization}/lock`), of('Unlock'));
  if (item.state === 'open') {
    const want = { organization, credential: item.credential, ...(item.resource && { resource: item.resource }), ...(item.codes && { codes: true }) };
    return button('Fill', () => acts.begin(want, item), { class: 'main', ...of('Fill') });
  }
  if (item.state === 'pending') return item.access?.request && button('See request', () => openConsole(`/organizations/${organization}/requests/${item.access!.request}`), of('See request'));
  const ask = button('Request access', () => {
    ask.hidden = true;
    line.append(askForm(organization, item, { sent: acts.again, left: () => {
      line.querySelector('form')?.remove();
      ask.hidden = false;
      ask.focus();
    } }));
    line.querySelector<HTMLElement>('select, textarea')?.focus();
    line.scrollIntoView({ block: 'nearest' });
  }, of('Request access'));
  return item.access && item.resource ? ask : undefined;
}

function search(lines: HTMLElement[]) {
  return h('input', {
    type: 'search', placeholder: 'Search', 'aria-label': 'Search what is listed',
    input: (e) => {
      const words = (e.target as HTMLInputElement).value.toLowerCase().split(/\s+/);
      for (const line of lines) line.hidden = !words.every((w) => line.dataset['words']!.includes(w));
    },
  });
}

/** The arrow keys go from one to the next. */
function walk(e: KeyboardEvent) {
  if ((e.key !== 'ArrowDown' && e.key !== 'ArrowUp') || !(e.target instanceof HTMLButtonElement)) return;
  const all = [...(e.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('li:not([hidden]) > button:not([hidden])')];
  all[(all.indexOf(e.target) + (e.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]?.focus();
  e.preventDefault();
}

/** Lets a person give this one site, so that a launch from the console is filled in without a second press. */
function atOnce(origin: string, offered: boolean) {
  const origins = [`${origin}/*`];
  const ask = button('Fill in at once after a launch', () => void chrome.permissions.request({ origins }).then((given) => (ask.hidden = given)), {
    class: 'link', hidden: true, title: `Lets Valetkey fill in on ${origin} when you launch from its page, without pressing its button here. The browser asks you first.`,
  });
  if (offered) void chrome.permissions.contains({ origins }).then((may) => (ask.hidden = may));
  return ask;
}
