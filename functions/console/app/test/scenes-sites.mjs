// The pages of sites, the provider, imports, types and webhooks.
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import { click, fill, says, steps } from './play.mjs';
import * as s from './sites.mjs';

const admin = { 'request-queue': { items: [] }, 'person-me': a.me(a.asAdmin), 'notice-list': a.notices, 'organization-see': i.organization, 'group-list': i.groups, 'relation-weigh': s.weighed };
const user = { ...admin, 'person-me': a.me(a.asUser) };
const org = `/organizations/${a.provider}`;
const site = { ...admin, 'person-me': a.me(s.asSite), 'organization-see': { ...i.organization, id: s.site.id, name: s.site.name }, 'provider-see': s.seen };
const there = `/organizations/${s.site.id}`;
const page = (name, path, heading, answers, more = {}) => ({ name, path, heading, answers, signedIn: true, ...more });
const one = (more) => ({ ...admin, 'site-see': { ...s.site, ...more } });
const shut = { ...site, 'resource-list': s.closed, 'organization-see': s.closed, 'lock-see': s.closed, 'provider-see': { ...s.seen, open: false, turned: a.ago(2) } };
const choose = (text, name = 'bitwarden_export.csv') => (p) => p.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const begun = { ...admin, 'import-create': s.began, 'import-see': s.nothingYet, 'import-check': { rows: s.judged }, 'import-list': s.imports };
const look = steps(choose(s.file), says('What the columns become'), click('See what would become of it'), says('Cannot be kept'));
const hook = { ...admin, 'webhook-list': s.hooks, 'webhook-deliveries': s.deliveries };

export const scenesSites = [
  page('settings-site', `${there}/settings`, 'Settings', { ...site, 'partner-list': { items: [s.partner] } }),
  page('settings-user', `${org}/settings`, 'Settings', user),
  page('sites', `${org}/sites`, 'Sites', { ...admin, 'site-list': s.sites }),
  page('sites-none', `${org}/sites`, 'Sites', { ...admin, 'site-list': { items: [] } }),
  page('sites-forbidden', `${org}/sites`, 'Sites', { ...user, 'site-list': { problem: 403, kind: 'forbidden', wire: { detail: 'Only an admin or auditor of Northwind IT may do this.' } } }, { refusals: true }),
  page('site-new', `${org}/sites/new`, 'Add a site', { ...admin, 'client-list': s.clients, 'site-list': s.sites }, { go: steps((p) => p.getByText('A client that is there').click()) }),
  page('site-new-groups', `${org}/sites/new`, 'Add a site', { ...admin, 'client-list': s.clients, 'site-list': s.sites }, { go: steps((p) => p.getByText('Some groups, and admins').click(), click('Add the site'), says('Which groups?')) }),
  page('site', `${org}/sites/${s.site.id}`, s.site.name, one({ invited: [s.invited], forced: true })),
  page('site-fresh', `${org}/sites/${s.fresh.id}`, 'Contoso', { ...admin, 'site-see': s.fresh }),
  page('site-first', `${org}/sites/${s.fresh.id}`, 'Contoso', { ...admin, 'site-see': { ...s.fresh, open: true, turned: a.ago(0, 1), by: 'Olive Baker' } }),
  page('site-closed', `${org}/sites/${s.site.id}`, s.site.name, one({ open: false, turned: a.ago(2) })),
  page('site-people', `${org}/sites/${s.site.id}`, s.site.name, { ...one({}), 'partner-people': s.there }, { go: steps(click('Show the names'), says('Mara Lindqvist')) }),
  page('site-auditor', `${org}/sites/${s.site.id}`, s.site.name, { ...one({ invited: [s.invited] }), 'person-me': a.me({ ...a.asAdmin, role: 'auditor' }) }),
  page('site-close', `${org}/sites/${s.site.id}/close`, `Disable client sign-in of ${s.site.name}?`, one({})),
  page('site-end', `${org}/sites/${s.site.id}/end`, `End what Northwind IT and ${s.site.name} have to do with each other?`, one({})),
  page('provider', `${there}/provider`, 'Our provider', site),
  page('provider-end', `${there}/provider/end`, `End what ${s.site.name} and Northwind IT have to do with each other?`, site),
  page('provider-shut', `${there}/provider`, 'Our provider', shut, { refusals: true }),
  page('organization-shut', there, `${s.site.name} is closed for now`, shut, { refusals: true }),
  page('organization-shut-member', `${there}/groups`, `${s.site.name} is closed for now`, { ...shut, 'person-me': a.me({ ...s.asSite, role: 'user' }), 'group-list': s.closed }, { refusals: true }),
  page('home-shut', '/', 'Hello, Olive', { ...shut, 'person-me': a.me(s.asSite, a.asOwner), 'delegation-list': { items: [] }, 'resource-list': s.closed }, { refusals: true, go: says('is closed for now') }),
  page('member-sharing', `${org}/members/${i.members.items[1].person}`, 'Dana Reyes', { ...admin, 'member-see': i.member({ mayShare: true }), 'member-received': i.received }),

  page('imports', `${org}/import`, 'Import', begun),
  page('imports-none', `${org}/import`, 'Import', { ...begun, 'import-list': { items: [] } }),
  page('import-new', `${org}/import/new`, 'Import a file', admin),
  page('import-bad', `${org}/import/new`, 'Import a file', admin, { go: steps(choose('{"items": []}', 'vault.json'), says('This is JSON')) }),
  page('import-columns', `${org}/import/new`, 'What the columns become', admin, { go: choose(s.file) }),
  page('import-columns-unknown', `${org}/import/new`, 'What the columns become', admin, { go: steps(choose('Kundennummer;Passwort der Anlage;Bemerkung\n1;x;y\n', 'Alt.csv'), says('nothing would have a name')) }),
  page('import-checked', `${org}/import/new`, 'bitwarden_export', begun, { go: look }),
  page('import-checking', `${org}/import/new`, 'bitwarden_export', { ...begun, 'import-check': 'never' }, { go: steps(choose(s.file), says('What the columns become'), click('See what would become of it'), says('Looking at the rows')) }),
  page('import-again', `${org}/import/${s.began.id}`, 'bitwarden_export', { ...begun, 'import-see': { ...s.brought, nextRow: 401, made: 398, seen: 400 } }),
  page('import-done', `${org}/import/${s.began.id}`, 'bitwarden_export', { ...begun, 'import-see': s.brought }),
  page('import-undone', `${org}/import/${s.began.id}`, 'bitwarden_export', { ...begun, 'import-see': { ...s.brought, undone: a.ago(0, 1), undoneBy: 'Dana Reyes' } }),
  page('import-undo', `${org}/import/${s.began.id}/undo`, 'Undo the import of bitwarden_export?', { ...begun, 'import-see': s.brought }),
  page('import-undo-done', `${org}/import/${s.began.id}/undo`, 'The import of bitwarden_export is undone',
    { ...begun, 'import-see': s.brought, 'import-undo': { removed: 1, stay: [{ row: 2, credential: a.id('cred', 2), name: 'Router "core"', why: 'somebody received its secret' }] } }, { go: click('Undo the import') }),

  page('types', `${org}/types`, 'Credential types', { ...admin, 'type-list': s.types }),
  page('types-wrong', `${org}/types`, 'Credential types', { ...admin, 'type-list': s.types }, { go: steps(click('Add a type'), click('Save the list'), says('A name, or take it out.')) }),
  page('types-forced', `${there}/types`, 'Credential types', { ...site, 'type-list': s.forced }),
  page('types-user', `${org}/types`, 'Credential types', { ...user, 'type-list': s.types }),
  page('webhooks', `${org}/webhooks`, 'Webhooks', hook),
  page('webhooks-none', `${org}/webhooks`, 'Webhooks', { ...hook, 'webhook-list': { items: [] } }),
  page('webhook-new', `${org}/webhooks/new`, 'Register an address', hook, { go: steps(click('Register'), says('A name, like “Pager”.')) }),
  page('webhook-secret-once', `${org}/webhooks/new`, 'Register an address', { ...hook, 'webhook-create': { ...s.hook, secret: s.secret } },
    { go: steps(fill({ Name: 'Pager', Address: s.hook.url }), click('Register'), says(s.secret)) }),
  page('webhook', `${org}/webhooks/${s.hook.id}`, 'Pager', hook, { go: steps((p) => p.getByRole('button', { name: 'Details' }).first().click()) }),
  page('webhook-failing', `${org}/webhooks/${s.hooks.items[1].id}`, 'Chat of the night shift', { ...hook, 'webhook-deliveries': { items: [] } }),
  page('webhook-disabled', `${org}/webhooks/${s.hooks.items[2].id}`, 'Old pager', hook),
  page('webhook-change', `${org}/webhooks/${s.hook.id}/change`, 'Change Pager', hook),
  page('webhook-secret', `${org}/webhooks/${s.hook.id}/secret`, 'Another secret for Pager?', hook),
  page('webhook-remove', `${org}/webhooks/${s.hook.id}/remove`, 'Remove Pager?', hook),
];
