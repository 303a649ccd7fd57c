import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';
import { whole } from '../../parts/things';

export type Filed = Schemas['Filed'];
export type Folder = Schemas['Folder'];
export type Filter = { folder: string; client: string; type: string; tag: string; state: string; mine: boolean };

const key = (organization: string) => ['organization', organization, 'vault'];
const long = 60_000; // ms; a list that was scrolled far takes many calls to ask for again

/** What the caller sees of the vault, page by page. */
export function useVault(organization: string, filter: Filter, me: string, enabled: boolean) {
  const { folder, client, type, tag, state, mine } = filter;
  return useInfiniteQuery({
    queryKey: [...key(organization), 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/organizations/{organization}/credentials', {
        signal,
        params: {
          path: { organization },
          query: {
            limit: 100, ...(folder && { folder }), ...(client && { client }), ...(type && { type }), ...(tag && { tag }), ...(mine && { owner: me }),
            ...(state && { state: state as 'disabled' | 'due' }), ...(pageParam && { after: pageParam }),
          },
        },
      })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    staleTime: long,
    refetchOnWindowFocus: false,
    enabled,
  });
}

/** What a search finds. Words that are typed on end the question before. */
export function useFound(organization: string, words: string) {
  return useQuery({
    queryKey: [...key(organization), 'found', words],
    queryFn: ({ signal }) => answer(api.GET('/api/organizations/{organization}/credentials/search', { signal, params: { path: { organization }, query: { words } } })),
    placeholderData: keepPreviousData,
    enabled: words !== '',
  });
}

/** The folders that the caller may look into. */
export function useFolders(organization: string) {
  return useQuery({
    queryKey: [...key(organization), 'folders'],
    queryFn: () => whole((after) => answer(api.GET('/api/organizations/{organization}/folders', { params: { path: { organization }, query: { limit: 100, ...(after && { after }) } } }))),
    staleTime: long,
  });
}

/** The credential types to choose from. */
export function useTypes(organization: string) {
  return useQuery({
    queryKey: [...key(organization), 'types'],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/types', { params: { path: { organization } } })),
    staleTime: long,
  });
}

/** One credential, and what the caller may do with it. */
export function useOne(organization: string, credential: string) {
  return useQuery({
    queryKey: [...key(organization), 'one', credential],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/credentials/{credential}', { params: { path: { organization, credential } } })),
  });
}

/** The change log of one. */
export function useLog(organization: string, credential: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'one', credential, 'log'],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/organizations/{organization}/credentials/{credential}/versions', {
        params: { path: { organization, credential }, query: { limit: 20, ...(pageParam && { after: pageParam }) } },
      })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** Who received the secret of one. */
export function useKnowers(organization: string, credential: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'one', credential, 'knowers'],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/organizations/{organization}/credentials/{credential}/knowledge', {
        params: { path: { organization, credential }, query: { limit: 50, ...(pageParam && { after: pageParam }) } },
      })) as Promise<Schemas['Knowledge']>, // never the file, which is not asked for
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    enabled,
  });
}

/** Does something with the vault and asks again for all that shows it. */
export function useVaultAct<V, A>(organization: string, act: (v: V) => Promise<A>, done?: (a: A) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: key(organization) }),
    onSuccess: done,
  });
}
