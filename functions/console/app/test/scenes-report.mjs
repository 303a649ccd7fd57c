// The reports, and how one gets about.
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import { says, steps } from './play.mjs';
import * as r from './report.mjs';
import * as v from './vault.mjs';

const admin = { 'person-me': a.me(a.asAdmin), 'notice-list': { items: [], unseen: 0 }, 'organization-see': i.organization, 'request-queue': { items: [] }, 'resource-list': { items: a.resources }, 'member-list': i.members, 'group-list': i.groups, 'resource-see': { ...a.resourceDetail, name: 'Ad manager' }, 'member-see': i.member() };
const auditor = { ...admin, 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }) };
const org = `/organizations/${a.provider}`;
const reports = `${org}/reports`;
const app = `${reports}/apps/${a.resource}`;
const page = (name, path, heading, answers = {}, more = {}) => ({ name, path, heading, answers: { ...admin, ...answers }, signedIn: true, ...more });
const twice = { 'person-me': a.me(a.asAdmin, { ...a.asUser, organization: a.id('org', 4), name: 'Contoso' }) };
const press = (key) => async (p) => { await p.getByRole('heading', { level: 1 }).waitFor(); await p.getByRole('button', { name: /your account/ }).waitFor(); await p.keyboard.press(key); };
const type = (words) => (p) => p.getByRole('combobox', { name: /Find anything/ }).fill(words);
const off = { problem: 500, kind: 'internal' };

export const scenesReport = [
  page('reports', reports, 'Reports'),
  page('reports-auditor', reports, 'Reports', auditor),
  page('reports-found', reports, 'Reports', {}, { go: (p) => p.getByRole('searchbox', { name: 'Find an app, member or group' }).fill('ad ma') }),
  page('reports-empty', reports, 'Reports', { 'resource-list': { items: [] }, 'member-list': { items: [] }, 'group-list': { items: [] } }),
  page('reports-failed', reports, 'Reports', { 'resource-list': off }, { refusals: true, go: says('Try again') }),
  page('reports-user', reports, 'There is nothing here', { 'person-me': a.me(a.asUser) }),
  page('report-app', app, 'Who gets in to Ad manager', { 'report-resource': r.varied }, { go: says('Point at a time') }),
  page('report-app-table', app, 'Who gets in to Ad manager', { 'report-resource': r.varied }, { go: (p) => p.getByText('The same as a table').click() }),
  page('report-app-day', `${app}?day=2026-11-10`, 'Who gets in to Ad manager', { 'report-resource': r.varied }),
  page('report-app-narrowed', `${app}?state=unused`, 'Who gets in to Ad manager', { 'report-resource': r.varied }),
  page('report-app-none', app, 'Who gets in to Ad manager', { 'report-resource': r.nobody }, { go: steps(says('Nobody is assigned to it.'), says('Nothing was open')) }),
  page('report-app-failed', app, 'Who gets in to Ad manager', { 'report-resource': off }, { refusals: true, go: says('Try again') }),
  page('report-app-loading', app, 'Who gets in to Ad manager', { 'report-resource': 'never' }),
  page('report-app-offline', app, 'Who gets in to Ad manager', { 'report-resource': 'offline' }, { refusals: true, go: says('Try again') }),
  page('report-forbidden', app, 'Who gets in to Ad manager', { 'person-me': a.me(a.asUser), 'report-resource': { problem: 403, kind: 'forbidden', wire: { detail: 'Only an admin or auditor of Northwind IT may do this.' } } }, { refusals: true, go: says('Only an admin or auditor') }),
  page('report-member', `${reports}/members/${i.member().person}`, 'What Dana Reyes gets in to', { 'report-member': r.report(r.apps) }),
  page('report-group', `${reports}/groups/${i.group.id}`, 'Who gets in through Campaigns', { 'report-group': r.report(r.now) }),
  page('find', org, 'Northwind IT', twice, { go: steps(press('Control+k'), says('Switch organization')) }),
  page('find-words', org, 'Northwind IT', { ...twice, ...v.answers() }, { go: steps(press('/'), says('Switch organization'), type('ad'), says('Ad manager, Ravi')) }),
  page('find-nothing', org, 'Northwind IT', { ...twice, ...v.answers() }, { go: steps(press('/'), type('xyzzy'), says('Nothing found.')) }),
  page('find-offline', org, 'Northwind IT', { ...twice, 'vault-search': 'offline' }, { refusals: true, go: steps(press('/'), type('edge'), says('Not everything could be looked at')) }),
  page('find-owner', '/shared', 'Shared access', { 'person-me': a.me(a.asOwner), 'delegation-list': { items: [] } }, { go: steps(press('/'), says('Where you are signed in')) }),
  page('keys', org, 'Northwind IT', {}, { go: steps(press('?'), says('Search on this page')) }),
  page('report-auditor', app, 'Who gets in to Ad manager', { ...auditor, 'report-resource': r.varied }),
];
