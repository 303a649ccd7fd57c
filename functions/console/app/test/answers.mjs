// Answers as the API gives them, and a stand-in that gives them. Each is held against the OpenAPI document, so that a
// page is never tested with what the service would not say.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../shared/api/document/openapi.json'), 'utf8'));
export const id = (kind, n) => `${kind}_01J0000000000000000000000${n}`;
export const ago = (days, hours = 0) => new Date(Date.now() - (days * 24 + hours) * 3_600_000).toISOString();

export const personal = id('org', 1);
export const provider = id('org', 2);
export const loan = id('deleg', 1);
export const resource = id('res', 1);

const message = 'Hi Olive, we look after the spring campaign for you. May we post from your account until the end of May? Thank you, Dana';

/** What the holder of the mailed link sees. */
export const seen = {
  delegation: loan, organization: 'Northwind IT', since: '2026-03-03T09:00:00Z', asker: 'Dana Reyes', askerEmail: 'dana@northwind.example',
  name: 'Social account', address: 'https://social.example/login', message, asked: ago(1), lapses: ago(-13), state: 'pending', claimed: false,
  owner: 'o••••@bakery.example',
};

export const person = { id: id('person', 1), name: 'Olive Baker', email: 'olive@bakery.example' };
export const signedIn = { person, organization: personal, delegation: loan, ends: ago(-1), idles: ago(0, -1) };

export function me(...memberships) {
  return { person, memberships, ends: ago(-1), idles: ago(0, -1) };
}
export const asOwner = { organization: personal, name: 'Olive Baker', kind: 'personal', role: 'admin' };
export const asAdmin = { organization: provider, name: 'Northwind IT', kind: 'provider', role: 'admin' };
export const asUser = { ...asAdmin, role: 'user' };
export const asSuspended = { organization: id('org', 3), name: 'Blue Harbor Hotels and Restaurants', kind: 'site', role: 'user', suspended: true };

/** A request or loan as its owner sees it. */
export function delegation(state, more = {}) {
  const { owner: _owner, claimed: _claimed, delegation: _id, ...asked } = seen;
  const decided = ['pending', 'lapsed', 'cancelled'].includes(state) ? {} : { decided: ago(0, 20) };
  return { ...asked, id: loan, state, allowViewing: false, ...decided, ...(state === 'shared' || state === 'revoked' ? { credential: id('cred', 1) } : {}), ...(state === 'revoked' || state === 'cancelled' ? { ended: ago(0, 1) } : {}), ...more };
}

export const entry = (n, hours, action, more = {}) => ({ id: id('entry', n), at: ago(0, hours), action, thing: loan, thingName: 'Social account', ...more });
const theirs = (actorName) => ({ actorName, actorOrganization: 'Northwind IT' });

export const activity = {
  items: [
    entry(6, 1, 'credential.launched', theirs('Ravi Patel')),
    entry(5, 3, 'credential.revealed', theirs('Dana Reyes')),
    entry(4, 5, 'credential.changed', { actor: person.id, actorName: person.name }),
    entry(3, 20, 'delegation.shared', { actor: person.id, actorName: person.name }),
    entry(2, 21, 'delegation.claimed', { actor: person.id, actorName: person.name }),
    entry(1, 24, 'delegation.asked', theirs('Dana Reyes')),
  ],
  people: [
    { name: 'Ravi Patel', organization: 'Northwind IT', uses: 12, first: ago(9), last: ago(0, 1), mayKnow: true },
    { name: 'Dana Reyes', organization: 'Northwind IT', uses: 1, first: ago(0, 3), last: ago(0, 3), mayKnow: true, lost: ago(0, 2) },
    { name: 'Ines Okafor', organization: 'Northwind IT', uses: 3, first: ago(20), last: ago(14), mayKnow: false },
  ],
  version: 1,
};

const lender = { delegation: loan, email: 'olive@bakery.example', since: ago(1) };
export const resources = [
  { id: resource, name: 'Social account', address: 'https://social.example/login', kind: 'delegated', state: 'pending', lender: { ...lender, lapses: ago(-13) }, opens: [], access: [], counts: { assignments: 0 } },
  { id: id('res', 2), name: 'Ticket desk', address: 'https://desk.northwind.example', kind: 'own', state: 'ready', opens: [{ credential: id('cred', 3), mode: 'use' }], access: [], counts: { assignments: 2 } },
  { id: id('res', 3), name: 'Ad manager of the bakery in the old town', address: 'https://ads.example/very/long/path', kind: 'delegated', state: 'ready', lender: { ...lender, name: 'Olive Baker' }, opens: [{ credential: id('cred', 2), mode: 'use' }], access: [], counts: { assignments: 1 } },
  { id: id('res', 4), name: 'Newsletter', address: 'https://news.example', kind: 'delegated', state: 'denied', lender: { ...lender, name: 'Olive Baker', note: 'We moved to another tool. Ask me on the phone, please.' }, opens: [], access: [], counts: { assignments: 0 } },
];
export const resourceDetail = {
  ...resources[2], id: resource,
  assignments: [{ id: id('assign', 1), group: id('group', 1), name: 'Campaigns', credential: id('cred', 2), mode: 'use', since: ago(0, 10) }],
  credentials: [{ id: id('cred', 2), name: 'Ad manager', managed: false, version: 1, revision: 1, changed: ago(0, 20), by: 'Olive Baker', from: 'Olive Baker' }],
};

export const notices = {
  items: [
    { id: id('notice', 2), kind: 'delegation-shared', at: ago(0, 1), text: 'Olive Baker shared access to Social account.', link: `/organizations/${provider}/resources/${resource}`, seen: false },
    { id: id('notice', 1), kind: 'member-joined', at: ago(2), text: 'Ravi Patel joined Northwind IT.', seen: true },
  ],
  unseen: 1,
};

export const invitation = { organization: 'Northwind IT', by: 'Dana Reyes', email: 'ravi@northwind.example', role: 'user', expires: ago(-7), known: false };

/** The operations by "METHOD /path". */
export function operationAt(method, path) {
  for (const [pattern, item] of Object.entries(document.paths)) {
    const regular = new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`);
    if (regular.test(path) && item[method.toLowerCase()]) return item[method.toLowerCase()];
  }
  throw new Error(`no route is ${method} ${path}`);
}

/**
 * Answers a page's questions from a table by operationId: a value is the good answer, a function makes it from the
 * body, and {problem: status, ...} is a refusal. What was asked is kept in the list that is given back.
 */
export async function answerWith(page, given) {
  const table = { 'lock-see': { set: false, unlocked: false }, 'partner-list': { items: [] }, ...given };
  const asked = [];
  await page.route('**/api/**', async (route) => {
    const request = route.request();
    const operation = operationAt(request.method(), new URL(request.url()).pathname);
    const name = operation.operationId;
    if (!(name in table)) throw new Error(`the page asked ${name}, which nobody expected`);
    const body = request.postDataJSON() ?? undefined;
    asked.push({ name, body, headers: request.headers(), query: Object.fromEntries(new URL(request.url()).searchParams) });
    let give = table[name];
    if (typeof give === 'function') give = await give(body, request);
    if (give === 'never') return undefined;
    if (give?.file !== undefined) return route.fulfill({ status: 200, contentType: 'text/csv; charset=utf-8', headers: give.headers, body: give.file });
    if (give === 'offline') return route.abort('internetdisconnected');
    if (give?.problem) {
      const wire = { type: `urn:valetkey:problem:${give.kind ?? 'invalid'}`, title: 'Refused', status: give.problem, ...give.wire };
      return route.fulfill({ status: give.problem, headers: give.headers, contentType: 'application/problem+json', body: JSON.stringify(wire) });
    }
    const [status, good] = Object.entries(operation.responses).find(([s]) => s !== 'default');
    const schema = good.content?.['application/json']?.schema;
    if (schema) fits(schema, give, name);
    return route.fulfill({ status: Number(status), contentType: 'application/json', body: schema ? JSON.stringify(give) : '' });
  });
  return asked;
}

/** Throws unless the value is what the schema says: names, kinds, and nothing besides. */
export function fits(schema, value, at) {
  if (schema.$ref) return fits(document.components.schemas[schema.$ref.split('/').pop()], value, at);
  if (schema.enum && !schema.enum.includes(value)) throw new Error(`${at}: ${value} is none of ${schema.enum}`);
  if (schema.type === 'array') return value.forEach((v, i) => fits(schema.items, v, `${at}[${i}]`));
  if (schema.type === 'object') {
    for (const name of schema.required ?? []) if (value[name] === undefined) throw new Error(`${at} lacks ${name}`);
    for (const [name, v] of Object.entries(value)) {
      if (v === undefined) continue;
      if (!schema.properties?.[name]) throw new Error(`${at} has no ${name}`);
      fits(schema.properties[name], v, `${at}.${name}`);
    }
    return undefined;
  }
  const kind = { integer: 'number', number: 'number', string: 'string', boolean: 'boolean' }[schema.type];
  if (kind && typeof value !== kind) throw new Error(`${at}: ${value} is no ${kind}`);
  if (schema.pattern && !new RegExp(schema.pattern).test(value)) throw new Error(`${at}: ${value} is not like ${schema.pattern}`);
  return undefined;
}
