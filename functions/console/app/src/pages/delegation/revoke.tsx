import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { hostOf } from '../../parts/place';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useActivity, useShow } from './queries';
import type { Step } from './step';

/** Says what revoking ends and what it cannot, and revokes. */
export function Revoke({ organization, one, here }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const show = useShow(organization);
  const knowers = useActivity(organization, one.id).data?.pages[0]?.people.filter((k) => k.mayKnow);
  const revoke = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/organizations/{organization}/delegations/{delegation}/revoke', {
        params: { path: { organization, delegation: one.id }, header: repeat(one.id) },
      })),
    onError: (e) => {
      if (problemOf(e).status === 409) void show();
    },
    onSuccess: async (now) => {
      await show(now);
      go(here, { replace: true });
    },
  });
  return (
    <Sheet title={`Revoke access to ${one.name}?`}>
      <Card>
        <Stack gap="md">
          <Text>From that moment nobody at <b>{one.organization}</b> can sign in with it through Valetkey. They are told that you revoked it.</Text>
          {knowers && <Text><Remembered names={knowers.map((k) => k.name)} /> To be sure, change it at <b>{hostOf(one.address)}</b> too.</Text>}
          <Text size="sm" c="dimmed">It cannot be undone, but they can ask again.</Text>
          <Refused error={revoke.error} />
          <Button color="red.8" onClick={() => revoke.mutate()} loading={revoke.isPending}>Revoke access</Button>
          <Button component={Link} href={here} variant="default">Keep sharing</Button>
        </Stack>
      </Card>
      <Text ta="center" mt="lg"><Anchor component={Link} href="/shared" size="sm">All shared access</Anchor></Text>
    </Sheet>
  );
}

function Remembered({ names }: { names: string[] }) {
  if (names.length === 0) return 'Nobody there received the password through Valetkey since it was last changed.';
  const who = new Intl.ListFormat('en').format(names);
  return names.length === 1 ? `1 person may know the password: ${who}.` : `${names.length} people may know the password: ${who}.`;
}
