import { Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';
import { useMemberAct } from './queries';

type Props = { organization: string; one: Schemas['MemberDetail']; here: string };

/** Says what suspending closes and what it keeps, and suspends. */
export function Suspend({ organization, one, here }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const path = { organization, person: one.person! };
  const suspend = useMemberAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/members/{person}/suspend', { params: { path, header: repeat([path, one.ended]) } })),
  () => go(here, { replace: true }));
  const name = one.name ?? one.email;
  return (
    <Sheet title={`Suspend ${name}?`}>
      <Confirm act="Suspend" does={() => suspend.mutate()} of={suspend} keep={{ href: here, name: 'Leave it as it is' }}>
        <Text>The organization is closed to {name} at once. Their groups and apps are kept: you can let them in again at any time. Other organizations of theirs are not touched.</Text>
        <Text size="sm" c="dimmed">They are told.</Text>
      </Confirm>
    </Sheet>
  );
}
