import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { useMembership } from '../../parts/memberships';
import { Sheet } from '../../parts/sheet';
import { Absent } from '../../parts/states';

/** Says what leaving ends, and leaves. */
export function Leave({ organization }: { organization: string }) {
  const membership = useMembership(organization);
  const queries = useQueryClient();
  const repeat = useRepeatKey();
  const [, go] = useLocation();
  const leave = useMutation({
    mutationFn: () => answer(api.POST('/api/organizations/{organization}/leave', { params: { path: { organization }, header: repeat(organization) } })),
    onSuccess: async () => {
      go('/', { replace: true });
      await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  if (!membership || membership.kind === 'personal') return <Absent />;
  return (
    <Sheet title={`Leave ${membership.name}?`}>
      <Confirm act={`Leave ${membership.name}`} does={() => leave.mutate()} of={leave} keep={{ href: `/organizations/${organization}/settings`, name: 'Stay' }}>
        <Text>From that moment you see nothing of {membership.name}: you are off its groups and apps, and open periods end. Its admins are told. Your account here stays.</Text>
        <Text size="sm" c="dimmed">To come back you need a new invitation, and begin without what you had.</Text>
      </Confirm>
    </Sheet>
  );
}
