// Answers about what organizations share with each other.
import { ago, id, provider } from './answers.mjs';
import { partner as toProvider, site, there } from './sites.mjs';
import { edge, filed, list } from './vault.mjs';

export const harbor = { id: site.id, name: site.name, is: 'site', since: ago(60), open: true, locked: true };
export const keyless = { ...harbor, id: id('org', 6), name: 'Contoso', locked: false };
export const closed = { ...harbor, id: id('org', 7), name: 'Elm Street Clinic of Bartholomew-Featherstonehaugh and Sons', open: false };
export const partners = { items: [harbor, keyless, closed] };
export { toProvider, there };

/** How a credential is shared with Blue Harbor Hotels. */
export const share = (more = {}) => ({
  partner: harbor.id, partnerName: harbor.name, mode: 'read', everyone: true, people: [], groups: [], log: false, since: ago(20), by: 'Dana Reyes', ...more,
});
export const chosen = { everyone: false, groups: [there.items[0]], people: [there.items[1]], mode: 'write', log: true, ends: '2027-05-31T21:59:00Z' };
export const knowers = [
  { name: 'Mara Lindqvist', last: ago(2), current: true }, { name: 'Mo Adeyemi', last: ago(9), current: true }, { name: 'Ines Okafor', last: ago(40), current: false, lost: ago(30) },
];

/** What Northwind IT shares, as Blue Harbor Hotels has it. */
export const received = (more = {}) => filed(1, { name: 'Edge firewall', type: 'Firewall', url: 'https://fw.example', hasCodes: true, from: 'Northwind IT', mode: 'read', ...more });
export const got = (more = {}) => share({ partner: provider, partnerName: 'Northwind IT', received: true, ...more });

const long = list[0];
export const given = { items: [{ credential: edge, share: share(chosen) }, { credential: long, share: share({ mode: 'use' }) }, { credential: filed(3), share: share({ off: ago(1), offBy: 'Mara Lindqvist' }) }] };
export const came = { items: [{ credential: received(), share: got() }, { credential: received({ id: id('cred', 4), name: 'Backup tapes', off: ago(2), username: undefined }), share: got({ off: ago(2), offBy: 'Olive Baker', mode: 'write' }) }] };
