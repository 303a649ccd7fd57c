import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';
import { Problem } from '../../api/problem';

export type Delegation = Schemas['Delegation'];

const key = (organization: string) => ['organization', organization, 'delegations'];

function page(organization: string, after: string) {
  return answer(api.GET('/api/organizations/{organization}/delegations', {
    params: { path: { organization }, query: { limit: 100, ...(after && { after }) } },
  }));
}

/** What an organization was asked for and lends, newest first, page by page. */
export function useDelegations(organization: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'list'],
    queryFn: ({ pageParam }) => page(organization, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** One of them, looked for page by page. */
export function useDelegation(organization: string, id: string) {
  return useQuery({
    queryKey: [...key(organization), id],
    queryFn: async () => {
      for (let after: string | undefined = ''; after !== undefined;) {
        const got: Schemas['Delegations'] = await page(organization, after);
        const found = got.items.find((d) => d.id === id);
        if (found) return found;
        after = got.next;
      }
      throw new Problem({ status: 404 });
    },
  });
}

/** What happened with a loan, newest first, by everybody or by somebody of one name, and who received its password. */
export function useActivity(organization: string, delegation: string, person = '') {
  return useInfiniteQuery({
    queryKey: [...key(organization), delegation, 'activity', person],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/organizations/{organization}/delegations/{delegation}/activity', {
        params: { path: { organization, delegation }, query: { limit: 20, ...(person && { person }), ...(pageParam && { after: pageParam }) } },
      })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** To be called with what an act made of a delegation: shows it, and asks again for what hangs on it. */
export function useShow(organization: string) {
  const queries = useQueryClient();
  return async (now?: Delegation) => {
    if (now) queries.setQueryData([...key(organization), now.id], now);
    await queries.invalidateQueries({ queryKey: key(organization), refetchType: now ? 'none' : 'active' });
  };
}

/**
 * The version of a loan's login that the owner saw: what the service tells, or what their own last change here made.
 * A first one is 1.
 */
export function useSeenVersion(organization: string, one: Delegation) {
  const queries = useQueryClient();
  const own = ['version', organization, one.id];
  const activity = useActivity(organization, one.id).data?.pages[0];
  const told = [one, activity, { version: queries.getQueryData<number>(own) }].map((t) => (t && 'version' in t ? Number(t.version) || 1 : 1));
  return {
    version: Math.max(...told),
    keep: (version: number) => {
      queries.setQueryDefaults(own, { gcTime: Infinity });
      queries.setQueryData(own, version);
    },
  };
}
