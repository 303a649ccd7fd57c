import { Text } from '@mantine/core';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import type { Policy } from '../../parts/access-words';
import { useMembership } from '../../parts/memberships';
import { Sheet } from '../../parts/sheet';
import { Absent, Failed, Loading } from '../../parts/states';
import { useResource } from '../resource/queries';
import { Approvers } from './approvers';
import { PolicyForm } from './form';
import { usePolicies, usePolicyAct } from './queries';

type Props = { organization: string; resource: string; assignment?: string };

/** How a resource opens, or one assignment on it, or who may decide; for admins. */
export default function PolicyPage({ organization, resource, assignment }: Props) {
  const found = useResource(organization, resource);
  const admin = useMembership(organization)?.role === 'admin';
  if (!admin) return <Absent />;
  if (!found.data) {
    return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  }
  if (assignment === 'approvers') return <Approvers organization={organization} one={found.data} />;
  const of = found.data.assignments.find((a) => a.id === assignment);
  if (assignment && !of) return <Absent />;
  return <Change organization={organization} one={found.data} of={of} />;
}

function Change({ organization, one, of }: { organization: string; one: Schemas['ResourceDetail']; of?: Schemas['Assignment'] }) {
  const repeat = useRepeatKey();
  const policies = usePolicies(organization, one);
  const set = usePolicyAct(organization, one.id, (body: Policy) => {
    const path = { organization, resource: one.id };
    const header = repeat([of?.id, body]);
    if (of) return answer(api.POST('/api/organizations/{organization}/resources/{resource}/assignments/{assignment}/policy', { params: { path: { ...path, assignment: of.id }, header }, body }));
    return answer(api.POST('/api/organizations/{organization}/resources/{resource}/policy', { params: { path, header }, body }));
  });
  const here = `/organizations/${organization}/resources/${one.id}`;
  const now = of ? policies?.assignments.find((a) => a.assignment === of.id)?.policy : policies && (policies.policy ?? {});
  const lead = of
    ? `A rule of its own, in place of the one of ${one.name} as a whole.`
    : 'For everybody who is on it, but those with a rule of their own.';
  return (
    <Sheet title={of ? `How ${one.name} opens for ${of.name}` : `How ${one.name} opens`} back={{ href: here, name: one.name }} lead={lead} width="middle">
      {one.access.length > 0 && <Text size="sm" c="dimmed" mb="md">You are on it yourself: if this makes it easier for you, it is on record as such and the other admins are told.</Text>}
      <PolicyForm key={now ? 'told' : 'new'} now={now} here={here} of={set} />
    </Sheet>
  );
}
