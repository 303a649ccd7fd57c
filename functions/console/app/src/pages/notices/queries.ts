import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client';

const key = ['notices'];

/** What the caller was told, newest first; asked again every minute while somebody looks. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/notices', { params: { query: { limit: 50, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: 60_000,
  });
}

/** Marks notices as seen, at most 50 at once. */
export function useSeen() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (notices: string[]) => answer(api.POST('/api/notices/seen', { body: { notices: notices.slice(0, 50) } })),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}
