import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client';

const key = (organization: string) => ['organization', organization, 'resources'];

/** The resources of an organization that the caller may see, page by page. */
export function useResources(organization: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'list'],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/organizations/{organization}/resources', {
        params: { path: { organization }, query: { limit: 50, ...(pageParam && { after: pageParam }) } },
      })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** One resource with what hangs on it. */
export function useResource(organization: string, resource: string) {
  return useQuery({
    queryKey: [...key(organization), resource],
    queryFn: () =>
      answer(api.GET('/api/organizations/{organization}/resources/{resource}', { params: { path: { organization, resource } } })),
  });
}

/** Changes what hangs on a resource, asks again for all that may show it, and goes on. */
export function useResourceAct<V, A>(organization: string, act: (v: V) => Promise<A>, done: (a: A) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (a) => {
      done(a);
      await queries.invalidateQueries({ queryKey: ['organization', organization] });
    },
  });
}
