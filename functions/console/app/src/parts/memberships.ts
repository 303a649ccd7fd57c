import { useMe } from '../api/session';

/** The organizations in which the caller may answer requests and lend: their personal one first, if there is one. */
export function useAnswering() {
  const mine = useMe().memberships.filter((m) => m.role === 'admin' && !m.suspended);
  return [...mine.filter((m) => m.kind === 'personal'), ...mine.filter((m) => m.kind !== 'personal')];
}

/** The personal organization of the caller, in which what they own lives: one, or none yet. */
export function usePersonal() {
  return useAnswering().filter((m) => m.kind === 'personal');
}

/** The organizations whose logins the caller may lend in place of their own. */
export function useLenders() {
  return useAnswering().filter((m) => m.kind !== 'personal');
}

/** The caller's membership in an organization, if they are a member. */
export function useMembership(organization: string) {
  return useMe().memberships.find((m) => m.organization === organization);
}
