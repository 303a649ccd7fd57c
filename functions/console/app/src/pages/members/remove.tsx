import { Stack, Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';
import { FailedPart, Waiting } from '../../parts/states';
import { Leaving } from './leaving';
import { useLeaving, useMemberAct } from './queries';
import { several } from './words';

type Props = { organization: string; one: Schemas['MemberDetail']; here: string };

/** Says what removing ends and what they leave behind, counted, and removes. */
export function Remove({ organization, one, here }: Props) {
  const [, go] = useLocation();
  const path = { organization, person: one.person! };
  const remove = useMemberAct(organization, () => answer(api.DELETE('/api/organizations/{organization}/members/{person}', { params: { path } })),
    () => go(here, { replace: true }));
  const name = one.name ?? one.email;
  const found = useLeaving(organization, one.person!);
  const leaving = found.data;
  if (!leaving) {
    return (
      <Sheet title={`Remove ${name}?`} back={{ href: here, name }}>
        {found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={3} />}
      </Sheet>
    );
  }
  return (
    <Sheet title={`Remove ${name}?`}>
      <Stack gap="md">
        <Leaving organization={organization} leaving={leaving} suspended={one.state === 'suspended'} />
        <Confirm act={`Remove ${name}`} does={() => remove.mutate()} of={remove} keep={{ href: here, name: 'Keep them' }}>
          <Text>Everything ends at once: {name} sees nothing of the organization any more, and signs in to none of its apps.</Text>
          <Text component="ul" m={0} pl="lg">
            <li>{several(one.groups.length, 'group')} they are in</li>
            <li>{several(one.assignments, 'app')} they are on by themselves</li>
            <li><b>{one.received >= 1000 ? 'over 1,000 passwords' : several(one.received, 'password')}</b> they received and may know: change {one.received === 1 ? 'it' : 'them'} where it matters. The list stays on their page.</li>
            {leaving.count > 0 && <li><b>{several(leaving.count, 'login')}{leaving.more && ' or more'}</b> they kept to themselves: {leaving.count === 1 ? 'it opens' : 'they open'} for nobody then, no admin either</li>}
            {leaving.managed > 0 && <li>{several(leaving.managed, 'managed login')}{leaving.more && ' or more'}: {leaving.managed === 1 ? 'it stays' : 'they stay'}, for the admins who are named to view {leaving.managed === 1 ? 'it' : 'them'}</li>}
          </Text>
          <Text>Logins they kept to themselves, and what is theirs alone if there is anything, wait {leaving.days} days for {name} to take. Then they are destroyed, and nobody can bring them back.</Text>
          <Text size="sm" c="dimmed">They are told. To only close the door for a while, suspend them instead. If they are invited again, they begin with no groups and no apps.</Text>
        </Confirm>
      </Stack>
    </Sheet>
  );
}
