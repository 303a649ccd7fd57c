import { Anchor, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { policyInWords } from '../../parts/access-words';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';
import { useGroups } from '../groups/queries';
import { usePolicies, usePolicyAct, type Policies } from './queries';

type Props = { organization: string; one: Schemas['ResourceDetail'] };

/** How a resource opens, for admins: its rule, those of single assignments, and who decides. */
export function PolicyCard({ organization, one }: Props) {
  const repeat = useRepeatKey();
  const policies = usePolicies(organization, one);
  const clear = usePolicyAct(organization, one.id, () =>
    answer(api.DELETE('/api/organizations/{organization}/resources/{resource}/policy', { params: { path: { organization, resource: one.id }, header: repeat('clear') } })));
  const here = `/organizations/${organization}/resources/${one.id}/opening`;
  return (
    <Card>
      <h2 className={look.label}>How it opens</h2>
      {policies && <Text size="sm">{policyInWords(policies.policy ?? {})}</Text>}
      <Group gap="lg" mt={4}>
        <Anchor component={Link} href={here} size="sm">Change how it opens</Anchor>
        {policies?.policy && <Anchor component="button" type="button" size="sm" disabled={clear.isPending} onClick={() => clear.mutate()}>Make it always open</Anchor>}
      </Group>
      <Refused error={clear.error} />
      <Stack gap="sm" mt="md">
        {one.assignments.map((a) => (
          <Assigned key={a.id} organization={organization} one={one} of={a} policy={policies?.assignments.find((p) => p.assignment === a.id)} here={`${here}/${a.id}`} />
        ))}
      </Stack>
      <h2 className={`${look.label} ${look.next}`}>Who decides</h2>
      <Text size="sm">Admins and reviewers{policies && <Deciders organization={organization} groups={policies.approvers} />}; never who asks.</Text>
      <Anchor component={Link} href={`${here}/approvers`} size="sm">Change the approver groups</Anchor>
    </Card>
  );
}

function Deciders({ organization, groups }: { organization: string; groups: string[] }) {
  const all = useGroups(organization).data?.pages.flatMap((p) => p.items) ?? [];
  return groups.map((id) => `, the group ${all.find((g) => g.id === id)?.name ?? 'of another name'}`).join('');
}

type AssignedProps = Props & { of: Schemas['Assignment']; policy?: Policies['assignments'][number]; here: string };

function Assigned({ organization, one, of, policy, here }: AssignedProps) {
  const repeat = useRepeatKey();
  const inherit = usePolicyAct(organization, one.id, () =>
    answer(api.DELETE('/api/organizations/{organization}/resources/{resource}/assignments/{assignment}/policy', {
      params: { path: { organization, resource: one.id, assignment: of.id }, header: repeat(of.id) },
    })));
  return (
    <div>
      <Text size="sm"><b>{of.name}</b> <Text component="span" size="sm" c="dimmed">{of.group ? 'group' : 'member'}{policy && (policy.inherited ? ', as above' : ', by a rule of its own')}</Text></Text>
      {policy && !policy.inherited && <Text size="sm">{policyInWords(policy.policy)}</Text>}
      {policy && policy.void.length > 0 && <Text size="sm" className={look.warning}>No effect for {policy.void.join(', ')}: another assignment lets them in at any time with the same login.</Text>}
      <Group gap="lg">
        <Anchor component={Link} href={here} size="sm">{policy?.inherited === false ? 'Change its rule' : 'Give it a rule of its own'}<VisuallyHidden> for {of.name}</VisuallyHidden></Anchor>
        {policy?.inherited === false && <Anchor component="button" type="button" size="sm" disabled={inherit.isPending} onClick={() => inherit.mutate()}>Take its rule away<VisuallyHidden> from {of.name}</VisuallyHidden></Anchor>}
      </Group>
      <Refused error={inherit.error} />
    </div>
  );
}
