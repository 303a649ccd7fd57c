// Answers of what only members and account holders see.
import { ago, entry, id, person, provider, resource } from './answers.mjs';

export const organization = { id: provider, name: 'Northwind IT', kind: 'provider', since: '2026-03-03T09:00:00Z', auditYears: 7, admins: 2 };
export const held = { ...organization, admins: 1, held: 'The name looks like that of a well-known service' };
export const paused = { ...organization, paused: ago(2) };

export const ravi = id('person', 2);
const dana = id('person', 3);
const gone = id('person', 4);
const since = '2026-03-05T09:00:00Z';

export const members = {
  items: [
    { person: person.id, name: person.name, email: person.email, role: 'admin', state: 'active', since },
    { person: dana, name: 'Dana Reyes', email: 'dana@northwind.example', role: 'reviewer', state: 'active', since },
    { person: ravi, name: 'Ravi Patel', email: 'ravi@northwind.example', role: 'user', state: 'suspended', since },
    { invitation: id('invite', 1), email: 'bartholomew.featherstonehaugh@communications.northwind.example', role: 'auditor', state: 'pending', bounced: true, since },
    { invitation: id('invite', 2), email: 'late@northwind.example', role: 'user', state: 'expired', since },
  ],
};
export const removed = { items: [{ person: gone, name: 'Rex Moreau', email: 'rex@northwind.example', role: 'user', state: 'removed', since }] };

export const group = { id: id('group', 1), name: 'Campaigns', members: [person.id, ravi] };
export const groups = { items: [group, { id: id('group', 2), name: 'Everybody in the agency who may ever post something', members: [] }] };

/** A member as their page shows them. */
export function member(more = {}) {
  return { ...members.items[1], groups: [group.id], assignments: 2, received: 31, lastAdmin: false, ...more };
}
/** What a member would leave behind. */
export const leaving = {
  person: dana, name: 'Dana Reyes', count: 3, managed: 2, days: 30,
  unmanaged: [
    { credential: id('cred', 4), name: 'Ad manager, Dana', username: 'dana@northwind.example', resource, resourceName: 'Ad manager' },
    { credential: id('cred', 5), name: 'Router of the branch in Bartholomew-Featherstonehaugh', resource: id('res', 3), resourceName: 'Router' },
    { credential: id('cred', 6), name: 'Ticket desk, Dana', username: 'dana', resource: id('res', 4), resourceName: 'Ticket desk', request: id('consent', 1) },
  ],
};
export const nothingLeft = { person: dana, name: 'Dana Reyes', count: 0, managed: 0, days: 30, unmanaged: [] };
export const received = {
  items: [
    { credential: id('cred', 2), name: 'Ad manager', uses: 12, first: ago(9), last: ago(0, 1), mayKnow: true, lost: ago(0, 1) },
    { credential: id('cred', 3), name: 'Ticket desk', uses: 1, first: ago(9), last: ago(8), mayKnow: false },
  ],
};

const by = { actor: dana, actorName: 'Dana Reyes', from: '198.51.100.7' };
export const record = {
  items: [
    entry(9, 1, 'credential.launched', { ...by, thing: resource }),
    entry(8, 2, 'member.suspended', { ...by, thing: ravi, thingName: 'Ravi Patel' }),
    entry(7, 3, 'request.refused', { ...by, thing: ravi, thingName: 'member-remove', detail: 'Only an admin of Northwind IT may do this.' }),
    entry(6, 4, 'delegation.revoked', { actorName: 'Olive Baker', actorOrganization: 'Olive Baker' }),
    entry(5, 5, 'delegation.reminded'),
    entry(4, 6, 'something.new', { ...by, detail: 'What this client does not know yet.' }),
  ],
  next: 'more',
};

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

export const ownRecord = {
  items: [
    entry(3, 1, 'session.begun', { thing: person.id, from: '198.51.100.7', detail: firefox }),
    entry(2, 2, 'session.refused', { thing: person.id, from: '203.0.113.9' }),
    entry(1, 30, 'password.changed', { actor: person.id, actorName: person.name, thing: person.id }),
  ],
};

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
export const sessions = {
  items: [
    { id: id('session', 1), this: true, since: ago(0, 1), ends: ago(-1), from: '198.51.100.7', agent: iphone },
    { id: id('session', 2), this: false, since: ago(3), ends: ago(-1), from: '2001:db8:85a3::8a2e:370:7334', agent: firefox },
    { id: id('session', 3), this: false, since: ago(4), ends: ago(-1), agent: 'curl/8.5.0' },
  ],
};
export const mailed = { token: 'token-of-the-answer', expires: ago(0, -1) };

export const apps = {
  items: ['Adobe', 'Airtable', 'Amazon', 'Apple', 'Asana', 'Bluesky', 'Facebook', 'Instagram'].map((name) => ({
    name, address: `https://${name.toLowerCase()}.example/login`, icon: `IconBrand${name}`,
  })),
};

export const company = {
  id: id('res', 2), name: 'Ticket desk', address: 'https://desk.northwind.example', kind: 'own', state: 'ready', opens: [{ credential: id('cred', 3), mode: 'read' }], access: [], assignments: [],
  credentials: [
    { id: id('cred', 3), name: 'Desk', username: 'desk@northwind.example', managed: true, version: 4, revision: 1, changed: ago(2), by: 'Dana Reyes' },
    { id: id('cred', 5), name: 'Lent', managed: true, version: 1, revision: 1, changed: ago(2), by: 'Somebody', from: 'Somebody' },
  ],
};
