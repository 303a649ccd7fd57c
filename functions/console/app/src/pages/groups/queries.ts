import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';
import { Problem } from '../../api/problem';

const key = (organization: string) => ['organization', organization, 'groups'];

function page(organization: string, after: string) {
  return answer(api.GET('/api/organizations/{organization}/groups', {
    params: { path: { organization }, query: { limit: 100, ...(after && { after }) } },
  }));
}

/** The groups of an organization, page by page. */
export function useGroups(organization: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'list'],
    queryFn: ({ pageParam }) => page(organization, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** One of them, looked for page by page. */
export function useGroup(organization: string, id: string) {
  return useQuery({
    queryKey: [...key(organization), id],
    queryFn: async () => {
      for (let after: string | undefined = ''; after !== undefined;) {
        const got: Schemas['Groups'] = await page(organization, after);
        const found = got.items.find((g) => g.id === id);
        if (found) return found;
        after = got.next;
      }
      throw new Problem({ status: 404 });
    },
  });
}

/** Changes a group and shows what it is then. */
export function useGroupAct<V>(organization: string, act: (v: V) => Promise<Schemas['Group']>, done?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (now) => {
      queries.setQueryData([...key(organization), now.id], now);
      done?.();
      await queries.invalidateQueries({ queryKey: key(organization) });
    },
    onError: () => queries.invalidateQueries({ queryKey: key(organization) }),
  });
}
