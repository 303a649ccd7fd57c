import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { useMembership } from '../../parts/memberships';

export type Request = Schemas['Request'];
export type Detail = Schemas['RequestDetail'];

const key = (organization: string) => ['organization', organization, 'requests'];
const oftenEnough = 60_000; // ms between questions while somebody looks

function queue(organization: string, state: 'open' | 'done', after: string) {
  return answer(api.GET('/api/organizations/{organization}/requests', {
    params: { path: { organization }, query: { state, limit: 50, ...(after && { after }) } },
  }));
}

/** What waits for the caller's decision, or what was decided: page by page. */
export function useQueue(organization: string, state: 'open' | 'done') {
  return useInfiniteQuery({
    queryKey: [...key(organization), state],
    queryFn: ({ pageParam }) => queue(organization, state, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: state === 'open' ? oftenEnough : false,
  });
}

/** How many requests wait for the caller, as the first page says it: "3", or "50+"; "" for none. A failure is no news here. */
export function useWaiting(organization: string) {
  const membership = useMembership(organization);
  const decides = membership !== undefined && membership.role !== 'auditor' && membership.kind !== 'personal' && !membership.suspended;
  const { data } = useQuery(queryOptions({
    queryKey: [...key(organization), 'waiting'],
    queryFn: () => queue(organization, 'open', ''),
    refetchInterval: oftenEnough,
    enabled: decides,
  }));
  if (!data || data.items.length === 0) return '';
  return `${data.items.length}${data.next ? '+' : ''}`;
}

/** What the caller asked for, newest first. */
export function useMine(organization: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'mine'],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/organizations/{organization}/requests/mine', {
        params: { path: { organization }, query: { limit: 50, ...(pageParam && { after: pageParam }) } },
      })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** One request; asked again now and then while it waits, because others decide it. */
export function useRequest(organization: string, request: string) {
  return useQuery({
    queryKey: [...key(organization), request],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/requests/{request}', { params: { path: { organization, request } } })),
    refetchInterval: (q) => (q.state.data?.state === 'pending' ? oftenEnough / 4 : oftenEnough),
  });
}

/** Does something about a request, goes to its page, and asks again for all that hangs on it. */
export function useRequestAct<V>(organization: string, act: (v: V) => Promise<Request>) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['organization', organization] }),
    onSuccess: (now) => go(`/organizations/${organization}/requests/${now.id}`, { replace: true }),
  });
}
