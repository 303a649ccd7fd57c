import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';

export type Consent = Schemas['Consent'];

const key = (organization: string) => ['organization', organization, 'consents'];
const oftenEnough = 15_000; // ms between questions while it waits: its owner or another admin may act

/** One credential request. */
export function useConsent(organization: string, consent: string) {
  return useQuery({
    queryKey: [...key(organization), consent],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/consents/{consent}', { params: { path: { organization, consent } } })),
    refetchInterval: (q) => (q.state.data?.state === 'pending' ? oftenEnough : false),
  });
}

/** What rests on the consent to one's own login, and who has seen it. */
export function useWeighed(organization: string, resource: string, credential: string, mine: boolean) {
  return useQuery({
    queryKey: [...key(organization), 'weighed', credential],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/resources/{resource}/credentials/{credential}/consent', {
      params: { path: { organization, resource, credential } },
    })),
    enabled: mine,
  });
}

/** Does something about a login or a request for it, and asks again for all that hangs on it. */
export function useConsentAct<V, A>(organization: string, act: (v: V) => Promise<A>, done?: (a: A) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['organization', organization] }),
    onSuccess: done,
  });
}
