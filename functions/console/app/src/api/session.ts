import { queryOptions, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { answer, api, type Schemas } from './client';
import { type Problem, problemOf } from './problem';

// The session itself is in a cookie no script can read. This says only that there probably is one, so that a first
// visitor's browser need not ask.
const hintName = 'valetkey.signed-in';
const listeners = new Set<() => void>();
let inMemory = false; // where storage is refused

function hinted() {
  try {
    return localStorage.getItem(hintName) === 'yes';
  } catch {
    return inMemory;
  }
}

function hint(yes: boolean) {
  inMemory = yes;
  try {
    if (yes) localStorage.setItem(hintName, 'yes');
    else localStorage.removeItem(hintName);
  } catch {
    // in memory it is
  }
  for (const tell of listeners) tell();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => answer(api.GET('/api/me')),
  staleTime: 60_000,
});

export type Session =
  | { state: 'out' }
  | { state: 'asking' }
  | { state: 'failed'; problem: Problem; again: () => void }
  | { state: 'in'; me: Schemas['Me'] };

/** Who is signed in here, if anybody. */
export function useSession(): Session {
  const probably = useSyncExternalStore(subscribe, hinted);
  const me = useQuery({ ...meQuery, enabled: probably });
  if (!probably) return { state: 'out' };
  if (me.data) return { state: 'in', me: me.data };
  if (me.error) return { state: 'failed', problem: problemOf(me.error), again: () => void me.refetch() };
  return { state: 'asking' };
}

/** The signed-in person; only below a page that asked for sign-in. */
export function useMe(): Schemas['Me'] {
  const session = useSession();
  if (session.state !== 'in') throw new Error('a page for people who signed in was shown to somebody who is not');
  return session.me;
}

/** To be called when an answer has set the session's cookie. Forgets what was shown to anybody before. */
export async function begin(queries: QueryClient) {
  queries.clear();
  await queries.prefetchQuery(meQuery);
  hint(true);
}

/** To be called when there is no session any more: by signing out, or because an answer said so. */
export function end(queries: QueryClient) {
  if (!hinted()) return;
  hint(false);
  queries.clear();
}

/** Signs in with an email address and a password. */
export function useSignIn(done?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: (body: { email: string; password: string }) =>
      answer(api.POST('/api/sessions', { body: { ...body, carry: 'cookie' } })),
    onSuccess: async () => {
      await begin(queries);
      done?.();
    },
  });
}

/** Signs out. */
export function useSignOut(done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/session')),
    onSuccess: () => {
      done();
      end(queries);
    },
  });
}
