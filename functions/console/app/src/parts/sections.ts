import type { Schemas } from '../api/client';

type Role = Schemas['Membership']['role'];
export type Place = 'apps' | 'vault' | 'requests' | 'members' | 'groups' | 'record' | 'reports' | 'lends' | 'settings';

const readers: Role[] = ['admin', 'auditor'];
const places: { place: Place; path: string; name: string; who?: Role[] }[] = [
  { place: 'apps', path: '', name: 'Apps' },
  { place: 'vault', path: '/vault', name: 'Vault' },
  { place: 'requests', path: '/requests', name: 'Requests' },
  { place: 'members', path: '/members', name: 'Members', who: readers },
  { place: 'groups', path: '/groups', name: 'Groups', who: readers },
  { place: 'record', path: '/record', name: 'Record', who: readers },
  { place: 'reports', path: '/reports', name: 'Reports', who: readers },
  { place: 'lends', path: '/delegations', name: 'Lent to others', who: ['admin'] },
  { place: 'settings', path: '/settings', name: 'Settings' },
];

/** The parts of an organization, as its navigation has them: who may not read one is not led there. */
export function sectionsOf(organization: string, role: Role) {
  return places.filter((p) => !p.who || p.who.includes(role)).map((p) => ({ ...p, href: `/organizations/${organization}${p.path}` }));
}
