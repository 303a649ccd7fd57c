// Answers about sites, providers, imports, types and webhooks.
import { ago, id, person, provider } from './answers.mjs';

const dana = 'Dana Reyes';
export const site = {
  id: id('org', 5), name: 'Blue Harbor Hotels', client: id('client', 1), since: ago(60), open: true, turned: ago(30), by: dana, locked: true,
  active: true, forced: false, invited: [],
};
export const fresh = { ...site, id: id('org', 6), name: 'Contoso', client: id('client', 2), since: ago(1), open: false, turned: undefined, by: undefined, locked: false, active: false };
const listed = ({ active: _a, forced: _f, invited: _i, ...one }) => one;
export const sites = { items: [site, fresh, { ...site, id: id('org', 7), name: 'Elm Street Clinic of Bartholomew-Featherstonehaugh and Sons', open: false, turned: ago(2), locked: false }, { ...fresh, id: id('org', 8), name: 'Paypa1', held: 'The name looks like that of a well-known service' }].map(listed) };
export const weighed = { given: 12, received: 1 };
export const invited = { invitation: id('invite', 1), email: 'bartholomew.featherstonehaugh@blueharbor.example', role: 'admin', state: 'pending', since: ago(1) };
export const there = { items: [{ group: id('group', 7), name: 'Front desk' }, { person: id('person', 7), name: 'Mara Lindqvist' }, { person: id('person', 8), name: 'Mo Adeyemi' }] };
export const clients = { items: [{ id: id('client', 1), name: 'Blue Harbor', folder: id('folder', 1) }, { id: id('client', 3), name: 'Fabrikam', folder: id('folder', 3) }] };

export const asSite = { organization: id('org', 5), name: 'Blue Harbor Hotels', kind: 'provider', role: 'admin' };
export const seen = { id: provider, name: 'Northwind IT', since: ago(60), open: true, turned: ago(30), forced: true };
export const partner = { id: provider, name: 'Northwind IT', is: 'provider', since: ago(60), open: true, locked: true };
export const closed = { problem: 403, kind: 'forbidden', wire: { detail: `Northwind IT closed Blue Harbor Hotels to its people at ${ago(2)}: ask them.` } };

export const columns = [['folder', 'folder'], ['favorite', 'ignored'], ['type', 'type'], ['name', 'name'], ['notes', 'notes'], ['login_uri', 'url'], ['login_username', 'username'], ['login_password', 'secret'], ['login_totp', 'seed']].map(([column, is]) => ({ column, is }));
export const file = `${columns.map((c) => c.column).join(',')}
Mail,,login,Office mail,,https://mail.example,olive,correct-horse-1,
"Net, office",,login,"Router ""core""",see notes,10.0.0.1,admin,correct-horse-2,JBSWY3DP
,,note,,,,,,
Mail,1,login,Office mail,,https://mail.example,olive,correct-horse-3,
`;
export const began = { id: id('import', 1), name: 'bitwarden_export', format: 'bitwarden', separator: ',', columns, folder: id('folder', 5), folderName: 'Import bitwarden_export 2026-11-23', at: ago(0, 0), by: person.name };
export const nothingYet = { ...began, seen: 0, made: 0, duplicates: 0, refused: 0, nextRow: 1, problems: [] };
export const judged = [
  { row: 1, outcome: 'new' },
  { row: 2, outcome: 'new', said: ['an address is kept in the notes'] },
  { row: 3, outcome: 'refused', field: 'name', why: 'is empty, and there is no address or username to name it by' },
  { row: 4, outcome: 'duplicate', name: 'Office mail', ofRow: 1 },
];
export const brought = {
  ...began, seen: 4, made: 2, duplicates: 1, refused: 1, nextRow: 5,
  problems: [{ row: 3, field: 'name', why: 'is empty, and there is no address or username to name it by' }, { row: 4, why: 'there is one like it already', of: id('cred', 1) }],
};
export const imports = { items: [began, { ...began, id: id('import', 2), name: 'passwords of the old tool that nobody wanted any more', at: ago(9), undone: ago(8), undoneBy: dana }] };

export const types = { types: ['Website', 'Router', 'Domain administrator', 'Database', 'Wireless network of a branch'], own: true, limits: [{ type: 'Router', days: 90 }, { type: 'Domain administrator', days: 45 }] };
export const forced = { ...types, own: false, provider: 'Northwind IT' };

const tried = (n, status) => ({ at: ago(0, n), ...(status ? { status } : { why: 'the address did not answer in time' }) });
export const deliveries = {
  items: [
    { id: id('delivery', 3), event: 'access.opened', at: ago(0, 1), state: 'waiting', next: ago(0, -1), tries: [tried(1)], body: '{"type":"access.opened","timestamp":"2026-11-23T10:00:00Z","data":{"request":"req_01"}}' },
    { id: id('delivery', 2), event: 'access.requested', at: ago(0, 3), state: 'delivered', tries: [tried(3, 204)] },
    { id: id('delivery', 1), event: 'webhook.test', at: ago(4), state: 'given-up', tries: [tried(96, 500), tried(97, 500)] },
  ],
};
export const hook = { id: id('hook', 1), name: 'Pager', host: 'events.pager.example', url: 'https://events.pager.example/hooks/valetkey', events: ['access.requested', 'access.broke_glass'], state: 'on', since: ago(50), by: dana, last: deliveries.items[1] };
export const hooks = { items: [hook, { ...hook, id: id('hook', 2), name: 'Chat of the night shift', host: 'chat.example', state: 'failing', failing: ago(1), last: undefined }, { ...hook, id: id('hook', 3), name: 'Old pager', state: 'disabled', disabled: ago(3), why: 'it failed for five days', last: undefined }] };
export const secret = 'whsec_c2VjcmV0LW9mLXRoZS13ZWJob29r';
