import { Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';
import { useMemberAct } from './queries';

type Props = { organization: string; one: Schemas['MemberDetail']; here: string };

/** Says what removing ends, counted, and removes. */
export function Remove({ organization, one, here }: Props) {
  const [, go] = useLocation();
  const path = { organization, person: one.person! };
  const remove = useMemberAct(organization, () => answer(api.DELETE('/api/organizations/{organization}/members/{person}', { params: { path } })),
    () => go(here, { replace: true }));
  const name = one.name ?? one.email;
  return (
    <Sheet title={`Remove ${name}?`}>
      <Confirm act={`Remove ${name}`} does={() => remove.mutate()} of={remove} keep={{ href: here, name: 'Keep them' }}>
        <Text>Everything ends at once: {name} sees nothing of the organization any more, and signs in to none of its apps.</Text>
        <Text component="ul" m={0} pl="lg">
          <li>{several(one.groups.length, 'group')} they are in</li>
          <li>{several(one.assignments, 'app')} they are on by themselves</li>
          <li><b>{one.received >= 1000 ? 'over 1,000 passwords' : several(one.received, 'password')}</b> they received and may know: change {one.received === 1 ? 'it' : 'them'} where it matters. The list stays on their page.</li>
        </Text>
        <Text size="sm" c="dimmed">They are told. To only close the door for a while, suspend them instead. If they are invited again, they begin with nothing.</Text>
      </Confirm>
    </Sheet>
  );
}

function several(n: number, noun: string) {
  return n === 0 ? `no ${noun}` : `${n} ${noun}${n === 1 ? '' : 's'}`;
}
