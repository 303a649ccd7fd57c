// The pages of logins that people keep to themselves.
import * as a from './answers.mjs';
import * as c from './consent.mjs';
import * as i from './inside.mjs';
import { click, says } from './play.mjs';

const user = { 'person-me': a.me(a.asUser), 'notice-list': a.notices, 'organization-see': i.organization, 'request-queue': { items: [] } };
const admin = { ...user, 'person-me': a.me(a.asAdmin), 'member-list': i.members, 'group-list': i.groups };
const org = `/organizations/${a.provider}`;
const place = `${org}/resources/${a.resource}`;
const one = `${org}/consents/${c.consent}`;
const page = (name, path, heading, answers, more = {}) => ({ name, path, heading, answers, signedIn: true, ...more });
const see = (name, more, heading, who = user) => page(name, one, heading, { ...who, 'consent-see': c.asked(more) });
const asks = 'Dana Reyes asks for your login Ad manager, Olive Baker';

const waits = {
  organization: a.provider, name: 'Northwind IT', until: a.ago(-26), more: false,
  credentials: [
    { credential: a.id('cred', 7), name: 'Licence portal', username: 'olive@bakery.example' },
    { credential: a.id('cred', 8), name: 'Router, my own', url: 'https://router.northwind.example', login: true },
  ],
};

export const scenesConsent = [
  page('left', '/left', 'What waits for you', { ...user, 'left-list': { items: [waits] } }),
  page('left-none', '/left', 'What waits for you', { ...user, 'left-list': { items: [] } }),
  page('left-refused', '/left', 'What waits for you',
    { ...user, 'left-list': { items: [waits] }, 'left-take': { home: a.personal, items: [{ credential: a.id('cred', 7), outcome: 'refused', reason: 'It was destroyed.' }] } },
    { go: async (p) => { await click('Take what is yours')(p); await says('Not everything could be taken')(p); } }),
  see('consent', {}, asks),
  see('consent-approved', c.approved, asks),
  see('consent-lapsed', { state: 'lapsed', lapses: a.ago(0, 1) }, asks),
  see('consent-mine', c.mine, 'You asked Ravi Patel for Ad manager, Ravi Patel', admin),
  see('consent-mine-denied', { ...c.mine, ...c.denied }, 'You asked Ravi Patel for Ad manager, Ravi Patel', admin),
  page('consent-absent', one, 'There is nothing here', { ...user, 'consent-see': { problem: 404, kind: 'not-found' } }, { refusals: true }),
  page('login-ask', `${place}/logins/${a.id('cred', 4)}`, 'Request Ad manager, Ravi Patel', { ...admin, 'resource-see': c.withLogins(c.theirs()) }),
  page('login-ask-refused', `${place}/logins/${a.id('cred', 4)}`, 'Request Ad manager, Ravi Patel',
    { ...admin, 'resource-see': c.withLogins(c.theirs()), 'consent-ask': { problem: 409, kind: 'conflict', wire: { detail: 'Its owner has allowed admin access already.' } } },
    { refusals: true, go: async (p) => { await click('Request credentials')(p); await says('allowed admin access already')(p); } }),
  page('login-own', `${place}/logins/${a.id('cred', 5)}`, 'Ad manager, Olive Baker', { ...user, 'resource-see': c.withLogins(c.own({ managed: true })), 'consent-weigh': c.weighed }),
  page('login-own-alone', `${place}/logins/${a.id('cred', 5)}`, 'Ad manager, Olive Baker', { ...user, 'resource-see': c.withLogins(c.own({ asked: c.consent })), 'consent-weigh': c.alone }),
  page('resource-logins', place, 'Ad manager', { ...admin, 'resource-see': c.withLogins(c.theirs(), c.own({ managed: true }), { ...c.theirs({ asked: c.consent }), id: a.id('cred', 6) }) }),
  page('resource-logins-own', place, 'Ad manager', { ...user, 'resource-see': c.withLogins(c.own()) }),
];
