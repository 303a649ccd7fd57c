import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';

type Props = { organization: string; one: Schemas['Group']; here: string };

/** Deletes a group with all it opened, in as many calls as that takes. */
export function Delete({ organization, one, here }: Props) {
  const [ended, setEnded] = useState(0);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const remove = useMutation({
    mutationFn: async () => {
      for (let sum = 0; ;) {
        const step = await answer(api.DELETE('/api/organizations/{organization}/groups/{group}', { params: { path: { organization, group: one.id } } }));
        sum += step.ended;
        setEnded(sum);
        if (!step.left) return;
      }
    },
    onSuccess: async () => {
      go(`/organizations/${organization}/groups`, { replace: true });
      await queries.invalidateQueries({ queryKey: ['organization', organization] });
    },
  });
  const n = one.members.length;
  return (
    <Sheet title={`Delete the group ${one.name}?`}>
      <Confirm act={`Delete ${one.name}`} does={() => remove.mutate()} of={remove} keep={{ href: here, name: 'Keep it' }}>
        <Text>{n === 0 ? 'Nobody is in it.' : n === 1 ? '1 member is in it, and stays a member.' : `${n} members are in it, and stay members.`} Whatever it was let in to closes for them at once, unless they are on it by another way.</Text>
        <Text size="sm" c="dimmed">It cannot be undone.</Text>
        <Text component="output" size="sm">{remove.isPending && ended > 0 && `${ended} assignments ended so far. Please stay on this page.`}</Text>
      </Confirm>
    </Sheet>
  );
}
