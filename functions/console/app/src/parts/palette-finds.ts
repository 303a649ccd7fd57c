import { IconArrowsExchange, IconFile, IconKey, IconUser, IconUsers, IconWorld, type TablerIcon } from '@tabler/icons-react';
import type { Schemas } from '../api/client';
import { sectionsOf } from './sections';
import { begins, type Thing } from './things';

type Membership = Schemas['Membership'];
/** Something one can go to. */
export type Find = { of: string; key: string; href: string; name: string; sub: string; icon: TablerIcon };

const most = 6; // of a kind

/** The pages that belong to a person, wherever they are a member. */
function ownPages(memberships: Membership[]): [string, string, string?][] {
  const owner = memberships.some((m) => m.kind === 'personal');
  return [
    ['/', 'Start page', 'home apps'],
    ['/notices', 'Notices', 'bell'],
    ['/account', 'Your account', 'name mail password'],
    ['/account/sessions', 'Where you are signed in', 'sessions'],
    ['/account/record', 'Your record'],
    ...(owner ? [['/requests', 'Requests to you', 'owner'], ['/shared', 'Shared access', 'owner loans']] as [string, string, string][] : []),
  ];
}

/** The pages of an organization beside those of its navigation: an address, a name, other words for it. */
function furtherPages({ organization, role, kind }: Membership): [string, string, string?][] {
  const admin = role === 'admin', reads = admin || role === 'auditor', writes = role !== 'auditor';
  const all: [boolean, string, string, string?][] = [
    [writes, '/vault/new', 'New credential', 'add password'],
    [writes, '/vault?owner=me', 'My vault', 'personal'],
    [reads, '/vault?state=due', 'Due for rotation', 'rotate'],
    [writes, '/vault/health', 'Password health', 'weak reused'],
    [reads, '/vault/knowledge', 'Who knows what', 'knowledge report'],
    [true, '/requests?show=mine', 'My requests'],
    [admin, '/ask', 'Ask an owner for access', 'delegation new app'],
    [admin, '/invite', 'Invite somebody', 'member new'],
    [reads, '/removed', 'Members of once', 'removed'],
    [true, '/lock', 'Organization key', 'lock recovery'],
    [true, '/types', 'Credential types'],
    [reads, '/import', 'Import', 'csv'],
    [admin, '/vault/export', 'Export', 'csv'],
    [reads, '/webhooks', 'Webhooks', 'pager'],
    [reads && kind === 'provider', '/sites', 'Sites', 'clients'],
    [reads && kind === 'site', '/provider', 'Our provider'],
  ];
  return all.filter(([may]) => may).map(([, path, name, more]) => [`/organizations/${organization}${path}`, name, more]);
}

/** The pages whose names begin with some words; without words those of the navigation. */
export function pagesFor(membership: Membership | undefined, memberships: Membership[], words: string): Find[] {
  const here = membership ? sectionsOf(membership.organization, membership.role).map((s): [string, string, string?] => [s.href, s.name]) : [];
  const pages = words ? [...here, ...(membership ? furtherPages(membership) : []), ...ownPages(memberships)] : [...here, ...ownPages(memberships).slice(0, membership ? 1 : undefined)];
  const found = pages.filter(([, name, more]) => begins(`${name} ${more ?? ''}`, words));
  const of = (href: string) => (href.startsWith('/organizations/') ? `Pages of ${membership?.name}` : 'Yours');
  return (words ? found.slice(0, most) : found).map(([href, name]) => ({ of: of(href), key: href, href, name, sub: '', icon: IconFile }));
}

/** The other organizations one can go to. */
export function organizationsFor(membership: Membership | undefined, memberships: Membership[], words: string): Find[] {
  return memberships
    .filter((m) => m.kind !== 'personal' && !m.suspended && m.organization !== membership?.organization && begins(`${m.name} switch to organization`, words))
    .map((m) => ({ of: 'Switch organization', key: m.organization, href: `/organizations/${m.organization}`, name: m.name, sub: m.role, icon: IconArrowsExchange }));
}

const kinds = {
  app: { of: 'Apps', path: 'resources', icon: IconWorld }, member: { of: 'Members', path: 'members', icon: IconUser }, group: { of: 'Groups', path: 'groups', icon: IconUsers },
};

/** Apps, members and groups by their names. */
export function thingsFor(organization: string, things: Thing[], words: string): Find[] {
  if (!words) return [];
  return (['app', 'member', 'group'] as const).flatMap((kind) =>
    things.filter((t) => t.kind === kind && begins(kind === 'group' ? t.name : `${t.name} ${t.sub}`, words)).slice(0, most).map((t) => ({ of: kinds[kind].of, key: t.id, href: `/organizations/${organization}/${kinds[kind].path}/${t.id}`, name: t.name, sub: t.sub, icon: kinds[kind].icon })));
}

/** Credentials that the service found. */
export function credentialsFor(organization: string, found: Schemas['Filed'][]): Find[] {
  return found.slice(0, most).map((one) => ({
    of: 'Credentials', key: one.id, href: `/organizations/${organization}/credentials/${one.id}`, name: one.name, sub: [one.username, one.clientName].filter(Boolean).join(' · '), icon: IconKey,
  }));
}
