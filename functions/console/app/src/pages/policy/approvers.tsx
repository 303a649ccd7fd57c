import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Refused } from '../../parts/refused';
import { More } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { FailedPart, Waiting } from '../../parts/states';
import { useGroups } from '../groups/queries';
import { usePolicies, usePolicyAct } from './queries';

const most = 10;

/** Which groups may decide for a resource, beside admins and reviewers. */
export function Approvers({ organization, one }: { organization: string; one: Schemas['ResourceDetail'] }) {
  const repeat = useRepeatKey();
  const groups = useGroups(organization);
  const now = usePolicies(organization, one)?.approvers;
  const [changed, change] = useState<string[]>();
  const chosen = changed ?? now ?? [];
  const set = usePolicyAct(organization, one.id, (body: { groups: string[] }) =>
    answer(api.POST('/api/organizations/{organization}/resources/{resource}/approvers', { params: { path: { organization, resource: one.id }, header: repeat(body) }, body })));
  const here = `/organizations/${organization}/resources/${one.id}`;
  const items = groups.data?.pages.flatMap((p) => p.items) ?? [];
  const toggle = (id: string) => change(chosen.includes(id) ? chosen.filter((g) => g !== id) : [...chosen, id]);
  return (
    <Sheet title={`Who decides for ${one.name}`} back={{ href: here, name: one.name }} lead="Admins and reviewers decide for everything. Members of these groups decide here, without being admins; nobody ever decides their own.">
      <Card>
        <Stack gap="md">
          {!groups.data && (groups.error ? <FailedPart problem={problemOf(groups.error)} again={() => void groups.refetch()} /> : <Waiting rows={2} />)}
          {groups.data && items.length === 0 && <Text size="sm">There are no groups yet.</Text>}
          {!now && <Text size="sm">The groups of now are not shown here. What you save takes their place.</Text>}
          {items.map((g) => (
            <Checkbox
              key={g.id} label={g.name} description={g.members.length === 1 ? '1 member' : `${g.members.length} members`}
              checked={chosen.includes(g.id)} disabled={!chosen.includes(g.id) && chosen.length >= most} onChange={() => toggle(g.id)}
            />
          ))}
          <More of={groups} />
          <Refused error={set.error} />
          <Button loading={set.isPending} disabled={!groups.data} onClick={() => set.mutate({ groups: chosen })}>Save</Button>
          <Button component={Link} href={here} variant="default">Leave it as it is</Button>
        </Stack>
      </Card>
    </Sheet>
  );
}
