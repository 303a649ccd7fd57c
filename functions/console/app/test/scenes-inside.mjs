// The pages of who is signed in: their account, and the inside of an organization.
import * as a from './answers.mjs';
import * as c from './consent.mjs';
import * as i from './inside.mjs';
import { click, fill, says, steps } from './play.mjs';

const inn = { 'request-queue': { items: [] }, 'person-me': a.me(a.asOwner), 'notice-list': a.notices };
const admin = { ...inn, 'person-me': a.me(a.asAdmin, a.asOwner, a.asSuspended), 'organization-see': i.organization, 'member-list': (_, asked) => (asked.url().includes('removed') ? i.removed : i.members), 'group-list': i.groups };
const loans = { 'delegation-list': { items: [a.delegation('shared'), a.delegation('pending', { id: a.id('deleg', 2) })] } };
const org = `/organizations/${a.provider}`;
const place = `${org}/resources/${a.resource}`;
const one = { ...a.resources[2], id: a.resource, assignments: [], credentials: [] };
const at = (state, lender) => ({ ...admin, 'resource-see': { ...one, name: 'Social account', state, opens: [], lender: { ...a.resources[0].lender, ...lender } } });

const page = (name, path, heading, answers, more = {}) => ({ name, path, heading, answers, signedIn: true, ...more });
const them = { 'member-see': i.member(), 'member-received': i.received };
const dana = `${org}/members/${i.members.items[1].person}`;

export const scenesInside = [
  { name: 'forgot', path: '/forgot', heading: 'A new password', answers: {} },
  { name: 'forgot-code', path: '/forgot', heading: 'Type the code', answers: { 'reset-create': i.mailed }, go: steps(fill({ Email: 'olive@bakery.example' }), click('Send the code')) },
  { name: 'forgot-too-often', path: '/forgot', heading: 'A new password', refusals: true, answers: { 'reset-create': { problem: 429, kind: 'too-many', headers: { 'retry-after': '3600' }, wire: { detail: 'There were too many codes for this address.' } } },
    go: steps(fill({ Email: 'olive@bakery.example' }), click('Send the code'), says('You can try again in 60 minutes.')) },
  { name: 'closed', path: '/closed', heading: 'Your account is closed', answers: {} },

  page('account', '/account', 'Your account', inn),
  page('account-absent', '/account/nothing', 'There is nothing here', inn),
  page('account-address', '/account/address', 'Change your mail address', inn),
  page('account-address-code', '/account/address', 'Type the code', { ...inn, 'address-ask': i.mailed },
    { go: steps(fill({ 'New mail address': 'olive@new.example', 'Your password': 'three blue horses' }), click('Send the code')) }),
  page('account-password', '/account/password', 'Change your password', inn),
  page('account-password-short', '/account/password', 'Change your password', inn, { go: steps(fill({ 'Password of now': 'three blue horses', 'New password': 'short' }), click('Change password')) }),
  page('account-sessions', '/account/sessions', 'Where you are signed in', { ...inn, 'session-list': i.sessions }),
  page('account-sessions-one', '/account/sessions', 'Where you are signed in', { ...inn, 'session-list': { items: i.sessions.items.slice(0, 1) } }),
  page('account-record', '/account/record', 'Your record', { ...inn, 'account-record': i.ownRecord }),
  page('account-record-empty', '/account/record', 'Your record', { ...inn, 'account-record': { items: [] } }),
  page('account-record-failed', '/account/record', 'Your record', { ...inn, 'account-record': { problem: 500, kind: 'internal' } }, { refusals: true }),
  page('account-close', '/account/close', 'Close your account?', { ...inn, ...loans }),
  page('account-close-member', '/account/close', 'Close your account?', { ...admin, 'delegation-list': { items: [] } }),

  page('loan-lend', `/requests/${a.personal}/${a.loan}/lend`, 'Answer with a login of an organization',
    { ...admin, 'delegation-list': { items: [a.delegation('pending')] }, 'resource-list': { items: a.resources }, 'resource-see': i.company },
    { go: steps((p) => p.getByLabel('App').selectOption('Ticket desk'), (p) => p.getByLabel('Login').selectOption('Desk (desk@northwind.example)')) }),
  page('shared-organizations', '/shared', 'Shared access', { ...admin, 'delegation-list': { items: [a.delegation('shared', { ends: a.ago(-40) }), a.delegation('revoked', { id: a.id('deleg', 3) })] } }),
  page('lent', `${org}/delegations`, 'Lent to others', { ...admin, 'delegation-list': { items: [] } }),

  page('lent-one', `${org}/delegations/${a.loan}`, 'Social account', { ...admin, 'delegation-list': { items: [a.delegation('shared', { allowViewing: true })] }, 'delegation-activity': a.activity }),

  page('organization', org, 'Northwind IT', { ...admin, 'resource-list': { items: a.resources } }),
  page('organization-held', org, 'Northwind IT', { ...admin, 'organization-see': i.held, 'resource-list': { items: [] } }),
  page('organization-paused', org, 'Northwind IT', { ...admin, 'organization-see': i.paused, 'resource-list': { items: [] } }),
  page('organization-member', org, 'Northwind IT', { ...admin, 'person-me': a.me(a.asUser), 'resource-list': { items: a.resources.slice(1, 3) } }),
  page('organization-suspended', `/organizations/${a.asSuspended.organization}`, 'Blue Harbor Hotels and Restaurants is closed to you for now', admin),
  page('organization-absent', `/organizations/${a.id('org', 9)}`, 'There is nothing here', admin),
  page('settings', `${org}/settings`, 'Settings', admin),
  page('leave', `${org}/settings/leave`, 'Leave Northwind IT?', admin),
  page('switcher', '/notices', 'Notices', admin, { go: click('OB, your account: Olive Baker') }),

  page('members', `${org}/members`, 'Members', admin),
  page('members-forbidden', `${org}/members`, 'Members', { ...admin, 'person-me': a.me(a.asUser), 'member-list': { problem: 403, kind: 'forbidden', wire: { detail: 'Only an admin or auditor of Northwind IT may do this.' } } }, { refusals: true }),
  page('removed', `${org}/removed`, 'Members of once', admin),
  page('member', dana, 'Dana Reyes', { ...admin, ...them }),
  page('member-last', dana, 'Dana Reyes', { ...admin, ...them, 'member-see': i.member({ role: 'admin', lastAdmin: true }) }),
  page('member-suspended', dana, 'Dana Reyes', { ...admin, ...them, 'member-see': i.member({ state: 'suspended', ended: a.ago(3), endedBy: 'Olive Baker' }), 'member-received': { items: [] } }),
  page('member-suspend', `${dana}/suspend`, 'Suspend Dana Reyes?', { ...admin, ...them }),
  page('member-remove', `${dana}/remove`, 'Remove Dana Reyes?', { ...admin, ...them, 'member-leaving': i.nothingLeft }),
  page('member-remove-logins', `${dana}/remove`, 'Remove Dana Reyes?', { ...admin, ...them, 'member-leaving': i.leaving }),
  page('member-remove-asked', `${dana}/remove`, 'Remove Dana Reyes?',
    { ...admin, ...them, 'member-leaving': i.leaving, 'consent-ask': (_, ask) => (ask.url().includes(i.leaving.unmanaged[1].credential) ? { problem: 403, kind: 'forbidden', wire: { detail: 'This credential is disabled.' } } : c.asked({})) },
    { refusals: true, go: async (p) => { await click('Request these 2 first')(p); await says('Not requested')(p); } }),
  page('member-remove-suspended', `${dana}/remove`, 'Remove Dana Reyes?', { ...admin, ...them, 'member-see': i.member({ state: 'suspended', ended: a.ago(3), endedBy: 'Olive Baker' }), 'member-leaving': { ...i.leaving, count: 140, more: true } }),
  page('member-remove-failed', `${dana}/remove`, 'Remove Dana Reyes?', { ...admin, ...them, 'member-leaving': { problem: 500, kind: 'internal' } }, { refusals: true }),
  page('member-auditor', dana, 'Dana Reyes', { ...admin, ...them, 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }) }),
  page('invite-held', `${org}/invite`, 'Invite somebody', { ...admin, 'organization-see': i.held }),

  page('groups', `${org}/groups`, 'Groups', admin),
  page('groups-none', `${org}/groups`, 'Groups', { ...admin, 'group-list': { items: [] } }),
  page('group', `${org}/groups/${i.group.id}`, 'Campaigns', admin),
  page('group-rename', `${org}/groups/${i.group.id}/rename`, 'Rename Campaigns', admin),
  page('group-delete', `${org}/groups/${i.group.id}/delete`, 'Delete the group Campaigns?', admin),

  page('record', `${org}/record`, 'Record', { ...admin, 'audit-list': i.record }),
  page('record-filtered', `${org}/record?thing=${a.resource}&name=Ad%20manager&action=access.&from=2026-03-01`, 'Record', { ...admin, 'audit-list': i.record }),
  page('record-auditor', `${org}/record`, 'Record', { ...admin, 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }), 'audit-list': i.record }),
  page('record-failed', `${org}/record`, 'Record', { ...admin, 'audit-list': { problem: 500, kind: 'internal' } }, { refusals: true, go: says('Try again') }),
  page('record-forbidden', `${org}/record`, 'Record', { ...admin, 'person-me': a.me(a.asUser), 'member-list': { problem: 403, kind: 'forbidden' }, 'audit-list': { problem: 403, kind: 'forbidden', wire: { detail: 'Only an admin or auditor of Northwind IT may do this.' } } }, { refusals: true, go: says('Only an admin or auditor') }),
  page('record-none', `${org}/record`, 'Record', { ...admin, 'audit-list': { items: [] } }),

  page('resource-pending', place, 'Social account', at('pending', { bounced: a.ago(0, 2) })),
  page('resource-ends', place, 'Social account', at('ready', { name: 'Olive Baker', ends: a.ago(-40), lapses: undefined })),
  page('resource-unknown', place, 'Social account', at('denied', { unknown: true, lapses: undefined })),
  page('resource-cancelled', place, 'Social account', at('cancelled', { lapses: undefined })),
  page('resource-cancel', `${place}/cancel`, 'Cancel the request for Social account?', at('pending')),
  page('resource-rename', `${place}/rename`, 'Rename Social account', at('pending')),
  page('ask-apps', `${org}/ask`, 'Ask an owner for access', { ...admin, 'app-list': i.apps }, { go: steps(fill({ Account: 'a' })) }),
];
