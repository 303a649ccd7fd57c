// The pages of the vault.
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import { click, says, steps } from './play.mjs';
import * as v from './vault.mjs';

const admin = { 'person-me': a.me(a.asAdmin, a.asOwner), 'notice-list': a.notices, 'organization-see': i.organization, 'request-queue': { items: [] }, 'group-list': i.groups, 'member-list': i.members, 'lock-see': { set: false, unlocked: false } };
const as = (role) => ({ ...admin, 'person-me': a.me({ ...a.asAdmin, role }) });
const vault = `${v.org}/vault`;
const one = `${v.org}/credentials/${v.edge.id}`;
const folder = `${vault}/folders/${v.folders.items[2].id}`;
const page = (name, path, heading, answers, more = {}) => ({ name: `vault-${name}`, path, heading, answers: { ...admin, ...v.answers(), ...answers }, signedIn: true, ...more });
const see = (name, more, other = {}) => page(name, one, 'Edge firewall', { 'vault-see': v.seen({ version: 3, ...more }), 'credential-versions': v.log, 'knowledge-credential': v.knowledge, ...other });
const step = (name, act, heading, other = {}, more = {}) => page(name, `${one}/${act}`, heading, { 'vault-see': v.seen(), ...other }, more);
const off = { problem: 500, kind: 'internal' };

export const scenesVault = [
  page('all', vault, 'Vault', {}),
  page('user', vault, 'Vault', { ...as('user'), ...v.answers(v.list.slice(2, 7)) }),
  page('auditor', vault, 'Vault', as('auditor')),
  page('empty', vault, 'Vault', { ...v.answers([]), 'folder-list': { items: [] } }),
  page('failed', vault, 'Vault', { 'vault-list': off }, { refusals: true, go: says('Try again') }),
  page('loading', vault, 'Vault', { 'vault-list': 'never' }),
  page('offline', vault, 'Vault', { 'vault-list': 'offline' }, { refusals: true, go: says('Try again') }),
  page('found', `${vault}?words=edge`, 'Vault', {}, { go: says('1 credential') }),
  page('not-found', `${vault}?words=nothing`, 'Vault', {}, { go: says('Nothing found') }),
  page('folder', `${vault}?folder=${v.folders.items[1].id}`, 'Vault', {}),
  page('client', `${vault}?client=${v.contoso}`, 'Vault', {}, { go: says('For every member.') }),
  page('places', vault, 'Vault', {}, { go: steps(says('8 credentials'), click('Places')) }),
  page('selected', vault, 'Vault', {}, { go: async (p) => { for (const name of ['Edge firewall', 'Office wifi']) await p.getByLabel(`Select ${name}`).check(); } }),
  page('selected-tags', vault, 'Vault', {}, { go: async (p) => { await p.getByLabel('Select Edge firewall').check(); await click('Tags…')(p); } }),
  page('selected-came', vault, 'Vault', { 'credential-bulk': { items: [{ credential: v.edge.id, outcome: 'refused', reason: 'Only an admin changes a company credential.' }] } },
    { go: async (p) => { await p.getByLabel('Select Edge firewall').check(); await click('Disable…')(p); await click('Disable 1 credential')(p); await says('Refused: Only an admin')(p); } }),
  page('mine', `${vault}?owner=me`, 'Vault', as('user')),
  page('personal', `/organizations/${a.personal}/vault`, 'There is nothing here', {}),

  page('new', `${vault}/new`, 'New credential', {}),
  page('new-mine', `${vault}/new`, 'New credential', as('user')),
  page('new-generated', `${vault}/new`, 'New credential', {}, { go: steps(click('Generate one'), click('Generate'), click('Keep it')) }),
  page('new-client', `${vault}/clients/new`, 'New client', {}),
  page('new-folder', `${vault}/folders/new?parent=${v.folders.items[2].id}`, 'New folder', {}),
  page('folder-rename', `${folder}/rename`, 'Rename Office', {}),
  page('folder-groups', `${folder}/groups`, 'Who sees Office', {}, { go: (p) => p.getByLabel('Some groups, and admins').check() }),
  page('folder-move', `${folder}/move`, 'Move Office', {}),
  page('folder-full', `${folder}/remove`, 'Office is not empty', {}),
  page('folder-remove', `${vault}/folders/${v.folders.items[4].id}/remove`, 'Remove the folder Empty?', {}),
  page('folder-absent', `${vault}/folders/${a.id('folder', 9)}/rename`, 'There is nothing here', {}),

  page('health', `${vault}/health`, 'Password health', {}),
  page('health-came', `${vault}/health`, 'Password health', { 'vault-health': v.health }, { go: steps(click('Look at them'), says('3 of 4 passwords should be changed.')) }),
  page('knowledge', `${vault}/knowledge`, 'Who knows what', { 'knowledge-report': v.knowledge }),
  page('knowledge-none', `${vault}/knowledge`, 'Who knows what', { 'knowledge-report': { items: [] } }),
  page('export', `${vault}/export`, 'Export', {}),
  page('export-user', `${vault}/export`, 'There is nothing here', as('user')),

  see('one', {}),
  see('one-shown', {}, { 'vault-reveal': v.revealed, 'credential-code': { code: '123456', ends: 24 } }),
  see('one-disabled', { disabled: true, due: undefined, may: ['write', 'log'], why: 'This credential is disabled.' }),
  see('one-use', { due: undefined, may: ['use'], why: 'You may sign in with this credential, not see it.' }, as('user')),
  see('one-auditor', { may: ['log'], why: 'An auditor opens no secret.' }, as('auditor')),
  see('one-received', { due: undefined, from: 'Olive Baker', folder: undefined, folderPath: undefined, client: undefined, clientName: undefined, may: ['use', 'reveal'] }),
  see('one-mine', { due: undefined, owner: a.person.id, folder: undefined, folderPath: undefined, client: undefined, clientName: undefined }),
  see('one-unmanaged', { due: undefined, owner: i.ravi, managed: false, resource: a.id('res', 4), folder: undefined, folderPath: undefined, client: undefined, clientName: undefined, may: [], why: 'Its owner did not allow admin access.' }, { 'resource-see': a.resourceDetail }),
  page('one-absent', one, 'There is nothing here', { 'vault-see': { problem: 404, kind: 'not-found' } }, { refusals: true }),
  step('edit', 'edit', 'Edit Edge firewall'),
  step('change', 'change', 'Change the password of Edge firewall'),
  step('move', 'move', 'Move Edge firewall'),
  step('disable', 'disable', 'Disable Edge firewall?'),
  step('enable', 'enable', 'Enable Edge firewall?', { 'vault-see': v.seen({ disabled: true, may: ['write', 'log'] }) }),
  step('owner', 'owner', 'Give Edge firewall to another owner', { 'vault-see': v.seen({ owner: i.ravi, resource: a.id('res', 4) }) }),
].map((s) => (s.name === 'vault-one-shown' ? { ...s, go: steps(click('Show the password'), says(v.secret), click('Show a sign-in code'), says('123 456')) } : s));
