import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { Taken } from './csv';

const key = (organization: string) => ['organization', organization, 'imports'];

/** The files that were imported, newest first. */
export function useImports(organization: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'list'],
    queryFn: ({ pageParam }) => answer(api.GET('/api/organizations/{organization}/imports', {
      params: { path: { organization }, query: { limit: 50, ...(pageParam && { after: pageParam }) } },
    })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** One of them: how far it is, and which rows were not made. */
export function useImport(organization: string, one: string) {
  return useQuery({
    queryKey: [...key(organization), one],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/imports/{import}', { params: { path: { organization, import: one } } })),
  });
}

/** Asks again for all that an import shows or makes. */
export function useAskAgain(organization: string) {
  const queries = useQueryClient();
  return () => Promise.all([key(organization), ['organization', organization, 'vault']].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

/** Does something with the imports and asks again for them. */
export function useImportAct<V = void, A = unknown>(organization: string, act: (v: V) => Promise<A>, done?: (a: A) => void) {
  const again = useAskAgain(organization);
  return useMutation({ mutationFn: act, onSuccess: done, onSettled: () => void again() });
}

// A file that was just begun goes with its import to the page of that: through here, once, and never through an address.
let handed: { to: string; file: Taken } | undefined;

/** Leaves a file for the page of an import. */
export function handOver(to: string, file: Taken) {
  handed = { to, file };
}

/** The file that was left for an import, if one was. */
export function takeOver(to: string) {
  const file = handed?.to === to ? handed.file : undefined;
  handed = undefined;
  return file;
}
