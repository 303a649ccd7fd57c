import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
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
