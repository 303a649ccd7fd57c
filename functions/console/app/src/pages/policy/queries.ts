import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Schemas } from '../../api/client';

export type Policies = Schemas['Policies'];

const key = (organization: string, resource: string) => ['policies', organization, resource];

/** How the assignments of a resource open, as it was told with the resource or by the last change here; undefined: not told. */
export function usePolicies(organization: string, one: Schemas['ResourceDetail']) {
  const { data } = useQuery<Policies>({ queryKey: key(organization, one.id), queryFn: skipToken });
  return 'policies' in one ? (one.policies as Policies) : data;
}

/** Changes how a resource opens, shows what it is then, and goes back to the resource. */
export function usePolicyAct<V = void>(organization: string, resource: string, act: (v: V) => Promise<Policies>) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  return useMutation({
    mutationFn: act,
    onSuccess: async (now) => {
      queries.setQueryData(key(organization, resource), now);
      await queries.invalidateQueries({ queryKey: ['organization', organization, 'resources'] });
      go(`/organizations/${organization}/resources/${resource}`, { replace: true });
    },
  });
}
