// The pages of sharing between a provider and its sites.
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import { click, says, steps } from './play.mjs';
import * as h from './sharing.mjs';
import * as s from './sites.mjs';
import * as v from './vault.mjs';

const base = { 'notice-list': a.notices, 'request-queue': { items: [] }, 'group-list': i.groups, 'member-list': i.members, 'lock-see': { set: true, unlocked: true }, ...v.answers() };
const admin = { ...base, 'person-me': a.me(a.asAdmin), 'organization-see': i.organization, 'partner-list': h.partners, 'relation-weigh': s.weighed };
const site = { ...base, 'person-me': a.me(s.asSite), 'organization-see': { ...i.organization, id: s.site.id, name: s.site.name }, 'partner-list': { items: [h.toProvider] }, 'provider-see': s.seen, 'relation-weigh': { given: 1, received: 12 } };
const one = `${v.org}/credentials/${v.edge.id}`;
const there = `/organizations/${s.site.id}`;
const page = (name, path, heading, answers, more = {}) => ({ name: `share-${name}`, path, heading, answers, signedIn: true, ...more });
const mine = (share, more = {}) => ({
  ...admin, 'vault-see': v.seen({ due: undefined, sharedWith: share ? 1 : undefined }), 'share-list': { items: share ? [share] : [] }, 'credential-versions': v.log, 'knowledge-credential': v.knowledge, 'partner-people': h.there, ...more,
});
const theirs = (more = {}, share = {}, may = ['use', 'reveal']) => ({
  ...site, 'vault-see': { ...h.received(more), may }, 'share-list': { items: [h.got(share)] }, 'credential-versions': v.log, 'resource-list': { items: a.resources.slice(1, 2) }, 'resource-see': i.company,
});
const see = (name, more, share, may, other = {}) => page(name, `${there}/credentials/${v.edge.id}`, 'Edge firewall', theirs(more, share, may), other);
const form = `${one}/share?with=${h.harbor.id}`;
const withHarbor = `Share Edge firewall with ${h.harbor.name}`;
const select = async (p) => {
  for (const name of ['Edge firewall', 'Office wifi']) await p.getByLabel(`Select ${name}`).check();
  await click('Share…')(p);
};
const withThem = steps(select, async (p) => { await p.getByLabel('With', { exact: true }).selectOption({ label: h.harbor.name }); });
const some = (...items) => ({ items });
const outcomes = some({ credential: v.edge.id, outcome: 'updated' }, { credential: v.list[4].id, outcome: 'refused', reason: 'Only an admin of Northwind IT, or who is let share by one, may share it.' });

export const scenesShare = [
  page('look', one, 'Edge firewall', mine(h.share(h.chosen))),
  page('look-off', one, 'Edge firewall', mine(h.share({ off: a.ago(1), offBy: 'Mara Lindqvist' }))),
  page('look-auditor', one, 'Edge firewall', { ...mine(h.share()), 'vault-see': v.seen({ sharedWith: 1, may: ['log'] }), 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }) }),
  page('which', `${one}/share`, 'Share Edge firewall', mine(h.share())),
  page('none', `${one}/share`, 'Share Edge firewall', { ...mine(), 'partner-list': { items: [] } }),
  page('forbidden', `${one}/share`, 'This did not work', { ...mine(), 'share-list': { problem: 403, kind: 'forbidden', wire: { detail: 'Only an admin of Northwind IT, or who is let share by one, may see this.' } } }, { refusals: true }),
  page('new', form, withHarbor, mine()),
  page('new-chosen', form, withHarbor, mine(), { go: steps((p) => p.getByText('Chosen people and groups').click(), (p) => p.getByLabel('Mara Lindqvist').check(), says('1 chosen.')) }),
  page('new-nobody', form, withHarbor, mine(), { go: steps((p) => p.getByText('Chosen people and groups').click(), says('Mara Lindqvist'), click('Share'), says('Choose somebody, or everyone there.')) }),
  page('amend', form, withHarbor, mine(h.share(h.chosen))),
  page('stop', form, withHarbor, mine(h.share(), { 'share-see': { ...h.share(), knowers: h.knowers } }), { go: steps((p) => p.getByLabel('Enable sharing').uncheck(), says('2 people there')) }),
  page('keyless', `${one}/share?with=${h.keyless.id}`, 'Share Edge firewall with Contoso', mine()),
  page('closed', `${one}/share?with=${h.closed.id}`, `Share Edge firewall with ${h.closed.name}`, mine()),
  page('refused', form, withHarbor, mine(undefined, { 'share-set': { problem: 409, kind: 'conflict', wire: { detail: 'Blue Harbor Hotels has this credential already, as the answer to a request.' } } }), { refusals: true, go: steps(click('Share'), says('as the answer to a request')) }),

  page('selected', `${v.org}/vault`, 'Vault', admin, { go: withThem }),
  page('selected-keyless', `${v.org}/vault`, 'Vault', admin, { go: steps(select, async (p) => { await p.getByLabel('With', { exact: true }).selectOption({ label: 'Contoso' }); }, says('no organization key yet')) }),
  page('selected-busy', `${v.org}/vault`, 'Vault', { ...admin, 'share-bulk': 'never' }, { go: steps(withThem, click('Share 2 credentials'), says('0 of 2 so far.')) }),
  page('selected-came', `${v.org}/vault`, 'Vault', { ...admin, 'share-bulk': outcomes }, { go: steps(withThem, click('Share 2 credentials'), says('1 refused, 1 updated')) }),
  page('selected-broke', `${v.org}/vault`, 'Vault', { ...admin, 'share-bulk': { problem: 503, kind: 'unavailable' } }, { refusals: true, go: steps(withThem, click('Share 2 credentials'), (p) => p.getByRole('alert').waitFor()) }),

  page('vault', `${there}/vault`, 'Vault', { ...site, ...v.answers([h.received(), h.received({ id: a.id('cred', 2), name: 'Backup tapes', off: a.ago(1) }), h.received({ id: a.id('cred', 3), name: 'Switch of the branch', waits: true }), v.filed(4, { sharedWith: 2 })]) }),
  see('received', {}, {}),
  see('received-write', { mode: 'write', folder: v.folders.items[2].id, folderPath: ['Office'], resource: a.id('res', 2) }, h.chosen, ['use', 'reveal', 'log'], { go: says('Its app') }),
  see('received-off', { off: a.ago(0, 2), why: 'An admin of Blue Harbor Hotels disabled it.' }, { off: a.ago(0, 2), offBy: 'Olive Baker' }, []),
  see('received-waits', { waits: true, mode: 'use' }, { mode: 'use' }, []),
  page('received-user', `${there}/credentials/${v.edge.id}`, 'Edge firewall', { ...theirs({ mode: 'use' }, { mode: 'use' }, ['use']), 'person-me': a.me({ ...s.asSite, role: 'user' }) }),
  page('received-disable', `${there}/credentials/${v.edge.id}/off`, 'Disable Edge firewall here?', theirs()),
  page('received-enable', `${there}/credentials/${v.edge.id}/on`, 'Enable Edge firewall here?', theirs({ off: a.ago(1) })),
  page('received-app', `${there}/credentials/${v.edge.id}/app`, 'For which app is Edge firewall?', theirs()),
  page('resource-add', `${there}/resources/${i.company.id}/received`, 'A login of Ticket desk that is shared with you', { ...site, 'resource-see': i.company, 'partner-shares': h.came }),
  page('resource', `${there}/resources/${i.company.id}`, 'Ticket desk', { ...site, 'resource-see': i.company }, { go: says('Add one that is shared with you') }),

  page('given', `${v.org}/sites/${s.site.id}/shared`, `Shared with ${s.site.name}`, { ...admin, 'site-see': s.site, 'partner-shares': h.given }),
  page('given-none', `${v.org}/sites/${s.site.id}/shared`, `Shared with ${s.site.name}`, { ...admin, 'site-see': s.site, 'partner-shares': { items: [] } }),
  page('given-failed', `${v.org}/sites/${s.site.id}/shared`, `Shared with ${s.site.name}`, { ...admin, 'site-see': s.site, 'partner-shares': 'offline' }, { refusals: true, go: says('Try again') }),
  page('came', `${there}/provider/shared?of=received`, 'From Northwind IT', { ...site, 'partner-shares': h.came }),
];
