import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client';

const key = (organization: string) => ['organization', organization, 'webhooks'];

/** All webhooks of an organization: at most ten. */
export function useWebhooks(organization: string) {
  return useQuery({
    queryKey: key(organization),
    queryFn: () => answer(api.GET('/api/organizations/{organization}/webhooks', { params: { path: { organization } } })),
  });
}

/** What one was told in the last 30 days. */
export function useDeliveries(organization: string, webhook: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), webhook, 'deliveries'],
    queryFn: ({ pageParam }) => answer(api.GET('/api/organizations/{organization}/webhooks/{webhook}/deliveries', {
      params: { path: { organization, webhook }, query: { limit: 20, ...(pageParam && { after: pageParam }) } },
    })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    // A delivery that waits is tried again soon: it is looked for while somebody looks.
    refetchInterval: (q) => (q.state.data?.pages[0]?.items.some((d) => d.state === 'waiting') ? 4_000 : false),
  });
}

/** Does something with a webhook and asks again for all of them. */
export function useWebhookAct<V = void, T = unknown>(organization: string, act: (v: V) => Promise<T>, done?: (now: T) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (now) => done?.(now),
    onSettled: () => queries.invalidateQueries({ queryKey: key(organization) }),
  });
}

/** What a webhook can be told of, in words. */
export const events = [
  { value: 'access.requested', label: 'Access was asked for' },
  { value: 'access.opened', label: 'A period opened' },
  { value: 'access.ended', label: 'A period ended' },
  { value: 'access.broke_glass', label: 'The glass was broken' },
];

/** One event in words. */
export function eventOf(event: string) {
  return event === 'webhook.test' ? 'A test' : events.find((e) => e.value === event)?.label ?? event;
}
