import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client';

const key = (organization: string) => ['organization', organization, 'sites'];

/** The sites of a provider. */
export function useSites(organization: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'list'],
    queryFn: ({ pageParam }) => answer(api.GET('/api/organizations/{organization}/sites', {
      params: { path: { organization }, query: { limit: 100, ...(pageParam && { after: pageParam }) } },
    })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** One site, and whom the provider invited there. */
export function useSite(organization: string, site: string) {
  return useQuery({
    queryKey: [...key(organization), site],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/sites/{site}', { params: { path: { organization, site } } })),
  });
}

/** The provider of a site; who may read this may do so while it is closed, too. */
export function useProvider(organization: string) {
  return useQuery({
    queryKey: ['organization', organization, 'provider'],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/provider', { params: { path: { organization } } })),
  });
}

/** The organizations to share with, as far as a first look needs them: the provider, or some sites. */
export function usePartners(organization: string, enabled: boolean) {
  return useQuery({
    queryKey: ['organization', organization, 'partners'],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/partners', { params: { path: { organization }, query: { limit: 1 } } })),
    staleTime: 60_000,
    enabled,
  });
}

/** Names of those on the other side, by how a word of them begins. */
export function usePeopleThere(organization: string, partner: string, begins: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['organization', organization, 'partners', partner, 'people', begins],
    queryFn: ({ pageParam }) => answer(api.GET('/api/organizations/{organization}/partners/{partner}/people', {
      params: { path: { organization, partner }, query: { limit: 50, ...(begins && { begins }), ...(pageParam && { after: pageParam }) } },
    })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    enabled,
  });
}

/** Does something with the other side and asks again for all that hangs on it. */
export function useSiteAct<V = void, A = unknown>(organization: string, act: (v: V) => Promise<A>, done?: (a: A) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: done,
    onSettled: () => queries.invalidateQueries({ queryKey: ['organization', organization] }),
  });
}
