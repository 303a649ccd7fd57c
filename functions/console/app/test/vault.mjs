// Answers of the vault's pages.
import { ago, id, person, provider } from './answers.mjs';
import { group, ravi } from './inside.mjs';

export const contoso = id('client', 1);
export const folders = {
  items: [
    { id: id('folder', 1), name: 'Contoso', path: [], client: contoso, everyone: true },
    { id: id('folder', 2), name: 'Firewalls and switches of every branch there is', parent: id('folder', 1), path: ['Contoso'], groups: [group.id], for: [group.id] },
    { id: id('folder', 3), name: 'Office', path: [], everyone: true },
    { id: id('folder', 4), name: 'Domains', path: [], closed: true },
    { id: id('folder', 5), name: 'Empty', parent: id('folder', 3), path: ['Office'], everyone: true },
  ],
};
export const types = { types: ['Router', 'Firewall', 'Website', 'Database'], own: false, limits: [] };

/** A credential in a list. */
export function filed(n, more = {}) {
  return { id: id('cred', n), name: `Credential ${n}`, username: 'admin', managed: true, version: 1, revision: 1, changed: ago(3), by: 'Dana Reyes', ...more };
}
const inFirewalls = { folder: id('folder', 2), folderPath: ['Contoso', folders.items[1].name], client: contoso, clientName: 'Contoso' };

export const edge = filed(1, { name: 'Edge firewall', type: 'Firewall', url: 'https://fw.contoso.example', tags: ['edge', 'core'], hasCodes: true, due: 'lost', dueSince: ago(4), ...inFirewalls });
export const list = [
  filed(2, { name: 'Accounting of the bakery in the old town, with a name that does not end', username: 'bartholomew.featherstonehaugh@communications.northwind.example', type: 'Website', url: 'https://books.example', folder: id('folder', 3), folderPath: ['Office'] }),
  filed(3, { name: 'Domain registrar', username: 'northwind', url: 'https://registrar.example', folder: id('folder', 4), folderPath: ['Domains'], tags: ['audit 2026'] }),
  edge,
  filed(4, { name: 'Newsletter', username: 'news@bakery.example', from: 'Olive Baker', url: 'https://news.example' }),
  filed(5, { name: 'Office wifi', username: undefined, folder: id('folder', 3), folderPath: ['Office'] }),
  filed(6, { name: 'Old router', username: 'root', type: 'Router', disabled: true, ...inFirewalls }),
  filed(7, { name: 'My bicycle insurance', username: 'olive', owner: person.id }),
  filed(8, { name: 'Ad manager, Ravi', username: 'ravi', owner: ravi, managed: false, resource: id('res', 4) }),
];
/** One with what one may do with it. */
export const seen = (more = {}) => ({ ...edge, may: ['use', 'reveal', 'write', 'log'], ...more });
export const secret = 'S3cret-of-the-firewall';
export const revealed = { username: 'admin', secret, notes: 'The console is behind the second door.', version: 1 };

export const log = {
  items: [
    { kind: 'amended', version: 3, at: ago(1), by: 'Dana Reyes', what: 'name, tags' },
    { kind: 'renewed', version: 3, at: ago(3), by: 'Dana Reyes' },
    { kind: 'moved', version: 2, at: ago(8), by: 'Olive Baker', what: 'to Contoso / Firewalls' },
    { kind: 'renewed', version: 2, at: ago(20), by: 'Olive Baker' },
    { kind: 'created', version: 1, at: ago(40), by: 'Olive Baker' },
  ],
};
const knows = (n, more) => ({
  credential: edge.id, name: edge.name, type: 'Firewall', client: contoso, clientName: 'Contoso', person: id('person', n), personName: 'Dana Reyes', member: 'active', organization: 'Northwind IT',
  version: 3, current: true, uses: 4, first: ago(30), last: ago(1), ...more,
});
export const knowledge = {
  items: [
    knows(3, {}), knows(4, { personName: 'Rex Moreau', member: 'removed', lost: ago(4), uses: 1 }), knows(5, { person: undefined, personName: 'Ines Okafor', member: 'other', organization: 'Contoso', current: false, version: 1 }),
  ],
};
const judged = (n, name, more) => ({ id: id('cred', n), name, strength: 4, reason: 'Nobody guesses it.', days: 40, ...more });
export const health = {
  items: [
    judged(1, 'Edge firewall', { reused: 'a' }), judged(2, 'Office wifi', { strength: 1, reason: 'It is a common password.', reused: 'a' }), judged(3, 'Domain registrar', { days: 900, old: true }),
    judged(4, 'Intercom', { strength: 0, reason: 'It has none.', empty: true }), judged(5, 'Old vault', { strength: 0, reason: 'It cannot be opened.', closed: true }), judged(6, 'Ticket desk', {}),
  ],
};

/** What the pages of the vault ask, answered from so many credentials by pages of a hundred. */
export function answers(all = list) {
  const page = (_, asked) => {
    const query = new URL(asked.url()).searchParams;
    const from = Number(query.get('after') ?? 0), most = Number(query.get('limit'));
    const fits = all.filter((one) => (!query.get('folder') || one.folder === query.get('folder')) && (!query.get('client') || one.client === query.get('client'))
      && (!query.get('type') || one.type === query.get('type')) && (!query.get('tag') || one.tags?.includes(query.get('tag')))
      && (query.get('state') !== 'disabled' || one.disabled) && (query.get('state') !== 'due' || one.due) && (!query.get('owner') || one.owner === query.get('owner')));
    const items = fits.slice(from, from + most);
    return from + most < fits.length ? { items, next: String(from + most) } : { items };
  };
  const search = (_, asked) => {
    const words = new URL(asked.url()).searchParams.get('words').toLowerCase().split(/\s+/);
    const found = all.filter((one) => words.every((w) => `${one.name} ${one.username ?? ''} ${one.clientName ?? ''}`.toLowerCase().split(/[\s@.]+/).some((x) => x.startsWith(w))));
    return found.length > 50 ? { items: found.slice(0, 50), more: true } : { items: found };
  };
  return { 'vault-list': page, 'vault-search': search, 'folder-list': folders, 'type-list': types, 'share-list': { items: [] } };
}
export const org = `/organizations/${provider}`;
