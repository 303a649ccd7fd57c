import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { hostOf } from '../../parts/place';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useAmend } from './amend';
import type { Step } from './step';

/** Allows or forbids that the password of a loan is shown. */
export function Viewing(step: Step) {
  const { one, here } = step;
  const amend = useAmend(step);
  const allow = !one.allowViewing;
  return (
    <Sheet title={allow ? `Let ${one.organization} see the password?` : `Stop showing the password to ${one.organization}?`}>
      <Card>
        <Stack gap="md">
          {allow
            ? <Text>Their admin may then choose people who can read the password of <b>{one.name}</b>, and who saw it may remember it. Each time is listed here, with a name.</Text>
            : <Text>From that moment nobody there is shown it. They still sign in with it. Who has seen it may remember it: to be sure, change it at <b>{hostOf(one.address)}</b>.</Text>}
          <Text size="sm" c="dimmed">They are told. You can change it back at any time.</Text>
          <Refused error={amend.error} />
          <Button onClick={() => amend.mutate({ allowViewing: allow })} loading={amend.isPending}>{allow ? 'Allow viewing' : 'Forbid viewing'}</Button>
          <Button component={Link} href={here} variant="default">Leave it as it is</Button>
        </Stack>
      </Card>
    </Sheet>
  );
}
