import { Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';
import { useGroup } from '../groups/queries';
import { several } from '../members/words';
import { useResourceAct } from './queries';

type Props = { organization: string; one: Schemas['ResourceDetail']; of: Schemas['Assignment']; here: string };

/** Takes a group or member off an app, after saying what that closes and for how many. */
export function TakeOff({ organization, one, of, here }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const off = useResourceAct(organization, () =>
    answer(api.DELETE('/api/organizations/{organization}/resources/{resource}/assignments/{assignment}', { params: { path: { organization, resource: one.id, assignment: of.id }, header: repeat(of.id) } })),
  () => go(here, { replace: true }));
  return (
    <Sheet title={`Take ${of.name} off ${one.name}?`} back={{ href: here, name: one.name }}>
      <Confirm act={`Take ${of.name} off`} does={() => off.mutate(undefined)} of={off} keep={{ href: here, name: 'Leave them on it' }}>
        <Text>From that moment {one.name} is closed {of.group ? <Members organization={organization} group={of.group} name={of.name} /> : `to ${of.name}`}, unless they are on it by another way. What is open for them now ends.</Text>
        {of.credential && <Text size="sm" c="dimmed">Whoever received the password may remember it: it is marked as due for rotation.</Text>}
      </Confirm>
    </Sheet>
  );
}

function Members({ organization, group, name }: { organization: string; group: string; name: string }) {
  const found = useGroup(organization, group).data;
  return <>to {found ? `the ${several(found.members.length, 'member')} of ${name}` : `those in ${name}`}</>;
}
