import { Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { useMembership } from '../../parts/memberships';
import { Sheet } from '../../parts/sheet';
import { useVaultAct } from '../vault/queries';
import type { Step } from './step';
import { Using } from './using';

/** Closes what another organization shares to everybody here, or opens it again (rule H6). With them nothing changes. */
export default function Turn({ organization, one, here, act }: Step & { act: 'off' | 'on' }) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const name = useMembership(organization)?.name ?? 'this organization';
  const params = { path: { organization, credential: one.id }, header: repeat([act, one.id, one.off]) };
  const turn = useVaultAct(organization, () => (act === 'off'
    ? answer(api.POST('/api/organizations/{organization}/credentials/{credential}/received/off', { params }))
    : answer(api.POST('/api/organizations/{organization}/credentials/{credential}/received/on', { params }))), () => go(here, { replace: true }));
  const off = act === 'off';
  return (
    <Sheet title={off ? `Disable ${one.name} here?` : `Enable ${one.name} here?`} back={{ href: here, name: one.name }}>
      <Confirm act={off ? 'Disable it here' : 'Enable it here'} does={() => turn.mutate(undefined)} of={turn} keep={{ href: here, name: off ? 'Leave it open' : 'Leave it closed' }}>
        <Text>{off ? `From that moment it opens for nobody of ${name}. With ${one.from} it stays as it is, and they see that it is disabled here. You can enable it again.` : `It opens again for those of ${name} it is for.`}</Text>
        {one.resource && <Using organization={organization} one={one} />}
        {off && <Text size="sm" c="dimmed">Whoever saw the password may still know it: ask {one.from} to change it, if that matters.</Text>}
      </Confirm>
    </Sheet>
  );
}
