// The pages of being let in: asking, deciding, and how things open.
import * as a from './answers.mjs';
import * as j from './access.mjs';
import * as i from './inside.mjs';
import { click, fill, says, steps } from './play.mjs';

const admin = { 'person-me': a.me(a.asAdmin), 'notice-list': a.notices, 'organization-see': i.organization, 'group-list': i.groups, 'request-queue': j.queue };
const user = { ...admin, 'person-me': a.me(a.asUser), 'request-queue': { items: [] } };
const org = `/organizations/${a.provider}`;
const place = `${org}/resources/${a.resource}`;
const one = `${org}/requests/${j.request}`;
const pick = (name) => (page) => page.getByRole('radio', { name }).check();

const waits = j.detail({ ...j.own, ...j.once });

const page = (name, path, heading, answers, more = {}) => ({ name, path, heading, answers, signedIn: true, ...more });
const ask = (name, access, more = {}, heading = 'Access to Ad manager') => page(name, `${place}/request`, heading, { ...user, 'resource-see': j.place(access), 'request-see': waits }, more);
const see = (name, detail, heading, who = admin) => page(name, one, heading, { ...who, 'request-see': j.detail(detail) });
const asks = 'Ravi Patel asks for Ad manager';
const mine = 'Your request for Ad manager';

export const scenesAccess = [
  ask('ask', j.access('locked', { breakGlass: true })),
  ask('ask-empty', j.access('locked'), { go: click('Request access') }),
  ask('ask-other', j.access('locked', { policy: j.automatic }), { go: steps(pick('Other…'), fill({ 'Other length': '13' }), click('Open it'), says('At most 12 hours here.')) }),
  ask('ask-regain', j.access('locked', { policy: j.locking })),
  ask('ask-more', j.access('open'), {}, 'More time for Ad manager'),
  ask('ask-standing', j.access('standing', { policy: {} })),
  ask('ask-pending', j.access('pending')),
  page('ask-two', `${place}/request`, 'Access to Ad manager', { ...user, 'resource-see': j.place(j.access('locked'), j.access('open', { assignment: a.id('assign', 2), credential: a.id('cred', 3) })) }),
  page('ask-none', `${place}/request`, 'You are not on Ad manager', { ...user, 'resource-see': j.place() }),
  page('gate', `${place}/gate`, 'The gate of Ad manager', { ...admin, 'resource-see': j.managed, 'gate-see': { on: true, host: 'wiki.northwind.example', signsIn: true, since: a.ago(2), by: 'Dana Reyes', oldUntil: a.ago(-1) } }),
  page('gate-none', `${place}/gate`, 'The gate of Ad manager', { ...admin, 'resource-see': j.managed, 'gate-see': { on: false } }),
  page('enter-absent', `/enter?organization=${a.provider}&resource=${a.resource}&state=x&to=/`, 'This page is not open to you', { ...user, 'gate-pass': { problem: 404, kind: 'not-found', wire: { detail: 'There is no such resource.' } } }, { refusals: true }),
  page('glass', `${place}/request/break-glass`, 'Break the glass of Ad manager?', { ...user, 'resource-see': j.place(j.access('locked', { breakGlass: true })) }),
  page('glass-refused', `${place}/request/break-glass`, 'Break the glass of Ad manager?', { ...user, 'resource-see': j.place(j.access('locked', { breakGlass: true })), 'request-break': { problem: 403, kind: 'forbidden', wire: { detail: 'The last time you broke the glass here has not been reviewed for over three days: ask for access.' } } },
    { refusals: true, go: steps(fill({ 'Why can it not wait?': 'The site is down.' }), click('Break the glass'), says('has not been reviewed')) }),

  see('decide', {}, asks),
  see('decide-second', j.once, asks),
  { ...see('decide-shorter', {}, asks), go: steps(click('Approve for less than 8 hours…'), pick('4 hours')) },
  see('decide-more', { extends: true, policy: { ...j.manual, needs: 1 }, reason: undefined }, asks),
  see('decide-regain', { want: 'regain', length: 0, granted: 0, policy: j.locking }, asks),
  see('decide-open', j.opened, asks),
  see('decide-over', j.over, asks),
  see('decide-denied', j.denied, asks),
  see('decide-lapsed', j.lapsed, asks),
  see('decide-glass', j.glass, 'Ravi Patel broke the glass of Ad manager'),
  see('decide-reviewed', j.reviewed, 'Ravi Patel broke the glass of Ad manager'),
  see('mine-pending', j.own, mine, user),
  see('mine-open', { ...j.opened, ...j.own }, mine, user),
  see('mine-denied', { ...j.denied, ...j.own }, mine, user),
  page('access-end', `${one}/end`, 'End your access to Ad manager?', { ...user, 'request-see': j.detail({ ...j.opened, ...j.own }) }),
  page('access-absent', one, 'There is nothing here', { ...user, 'request-see': { problem: 404, kind: 'not-found' } }, { refusals: true }),

  page('queue', `${org}/requests`, 'Requests', admin),
  page('queue-none', `${org}/requests`, 'Requests', user),
  page('queue-mine', `${org}/requests?show=mine`, 'Requests', { ...user, 'request-mine': j.mine }),
  page('queue-mine-none', `${org}/requests?show=mine`, 'Requests', { ...user, 'request-mine': { items: [] } }),
  page('queue-decided', `${org}/requests?show=decided`, 'Requests', { ...admin, 'request-queue': (_, asked) => (asked.url().includes('state=done') ? j.decided : j.queue) }),
  page('home-waiting', '/', 'Hello, Olive', { ...admin, 'resource-list': { items: ['standing', 'open', 'locked', 'pending'].map((state, n) => ({ ...a.resources[1], id: a.id('res', n + 1), name: `App ${n + 1}`, access: [j.access(state)] })) } }),

  ...['standing', 'open', 'locked', 'pending'].map((state) => page(`resource-${state}-mine`, place, 'Ad manager', { ...user, 'resource-see': j.place(j.access(state)) })),
  page('resource-locks', place, 'Ad manager', { ...user, 'resource-see': j.place(j.access('standing', { policy: j.locking, until: a.ago(-6) })) }),
  page('resource-managed', place, 'Ad manager', { ...admin, 'resource-see': j.managed }),
  page('policy', `${place}/opening`, 'How Ad manager opens', { ...admin, 'resource-see': j.managed }, { go: pick('Just in time') }),
  page('policy-standing', `${place}/opening`, 'How Ad manager opens', { ...admin, 'resource-see': j.managed }, { go: pick('Always open') }),
  page('policy-locks', `${place}/opening/${a.id('assign', 2)}`, 'How Ad manager opens for Ravi Patel', { ...admin, 'resource-see': j.managed },
    { go: steps(pick('Open, locks itself when unused'), (p) => p.getByRole('group', { name: 'It locks itself when unused for' }).getByText('Other…').click(), fill({ 'Days without use': '400' }), click('Save'), says('1 to 365 days.')) }),
  page('policy-set', `${place}/opening`, 'Ad manager', { ...admin, 'resource-see': j.managed, 'policy-set': j.policies }, { go: steps(pick('Just in time'), click('Save'), says('No effect for Ravi Patel')) }),
  page('resource-policies', place, 'Ad manager', { ...admin, 'resource-see': { ...j.managed, policies: j.policies } }),
  page('approvers', `${place}/opening/approvers`, 'Who decides for Ad manager', { ...admin, 'resource-see': j.managed }),
];
