// The pages of an app of one's own: adding it and its logins, putting people on it and taking them off.
import * as a from './answers.mjs';
import * as j from './access.mjs';
import * as i from './inside.mjs';
import { click, fill, says, steps } from './play.mjs';

const admin = { 'person-me': a.me(a.asAdmin), 'notice-list': a.notices, 'organization-see': i.organization, 'group-list': i.groups, 'member-list': i.members, 'request-queue': { items: [] }, 'resource-see': j.managed };
const user = { ...admin, 'person-me': a.me(a.asUser) };
const org = `/organizations/${a.provider}`;
const place = `${org}/resources/${a.resource}`;
const bare = { ...j.managed, kind: 'own', assignments: [], credentials: [], access: [], opens: [] };
const page = (name, path, heading, answers, more = {}) => ({ name, path, heading, answers, signedIn: true, ...more });

export const scenesApps = [
  page('app-new', `${org}/resources/new`, 'Add an app', { ...admin, 'app-list': { items: [] } }),
  page('app-new-known', `${org}/resources/new`, 'Add an app', { ...admin, 'app-list': i.apps }, { go: fill({ Name: 'a' }) }),
  page('app-bare', place, 'Ad manager', { ...admin, 'resource-see': bare }),
  page('app-own-login', place, 'Ad manager', { ...user, 'resource-see': { ...bare, opens: [{ mode: 'use' }], access: [j.access('standing', { policy: {}, credential: undefined })] } }),
  page('app-ours', place, 'Ad manager', { ...admin, 'resource-see': { ...j.managed, kind: 'own', policies: j.policies } }),
  page('app-login', `${place}/add-login`, 'A login of Ad manager', admin),
  page('app-login-mine', `${place}/add-login`, 'A login of Ad manager', user),
  page('put-on', `${place}/put-on`, 'Put somebody on Ad manager', { ...admin, 'resource-see': { ...j.managed, kind: 'own' } }),
  page('put-on-wrong', `${place}/put-on`, 'Put somebody on Ad manager', admin, { go: steps(click('Put on'), says('Which group?')) }),
  page('put-on-oneself', `${place}/put-on`, 'Put somebody on Ad manager', admin, { go: steps((p) => p.getByLabel('Group', { exact: true }).selectOption({ label: 'Campaigns (2)' }), says('You give it to yourself')) }),
  page('take-off', `${place}/take-off?of=${j.managed.assignments[0].id}`, 'Take Campaigns off Ad manager?', admin),
  page('take-off-member', `${place}/take-off?of=${j.managed.assignments[1].id}`, 'Take Ravi Patel off Ad manager?', admin),
];
