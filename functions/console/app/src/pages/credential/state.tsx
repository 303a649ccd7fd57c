import { Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';
import { several } from '../members/words';
import { Using } from './using';
import { useVaultAct } from '../vault/queries';
import type { Step } from './step';

/** Closes a credential to everybody, or opens it again, after saying whom that is about. */
export default function State({ organization, one, here, act }: Step & { act: 'disable' | 'enable' }) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const params = { path: { organization, credential: one.id }, header: repeat([act, one.id]) };
  const change = useVaultAct(organization, () => (act === 'disable'
    ? answer(api.POST('/api/organizations/{organization}/credentials/{credential}/disable', { params }))
    : answer(api.POST('/api/organizations/{organization}/credentials/{credential}/enable', { params }))), () => go(here, { replace: true }));
  const off = act === 'disable';
  return (
    <Sheet title={`${off ? 'Disable' : 'Enable'} ${one.name}?`}>
      <Confirm act={`${off ? 'Disable' : 'Enable'} ${one.name}`} does={() => change.mutate(undefined)} of={change} keep={{ href: here, name: off ? 'Leave it open' : 'Leave it closed' }}>
        <Text>{off ? 'From that moment it opens for nobody: not for you, nor for those it is assigned or lent to. Its history stays, and it can be enabled again.' : 'It opens again for everybody who had it.'}</Text>
        {Boolean(one.sharedWith) && <Text size="sm">{off ? 'It closes' : 'It opens again'} for {several(one.sharedWith ?? 0, 'other organization')}, too.</Text>}
        {one.resource && <Using organization={organization} one={one} />}
        {off && <Text size="sm" c="dimmed">Whoever saw the password may still know it: change it where it is used, if that matters.</Text>}
      </Confirm>
    </Sheet>
  );
}
