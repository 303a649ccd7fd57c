import { useMe } from '../api/session';

/** The organizations of the caller in which what they own lives: normally one, or none yet. */
export function usePersonal() {
  return useMe().memberships.filter((m) => m.kind === 'personal');
}
