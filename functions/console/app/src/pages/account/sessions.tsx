import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { browserOf, onPhone } from '../../parts/browser';
import { Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Rows } from '../../parts/rows';
import rows from '../../parts/rows.module.css';
import { Sheet } from '../../parts/sheet';
import { FailedPart, Waiting } from '../../parts/states';

const key = ['sessions'];

/** Where the caller is signed in, and the ways out of it. */
export function Sessions() {
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: key, queryFn: () => answer(api.GET('/api/sessions')) });
  const shown = () => queries.invalidateQueries({ queryKey: key });
  const endOne = useMutation({
    mutationFn: (session: string) => answer(api.DELETE('/api/sessions/{session}', { params: { path: { session } } })),
    onSettled: shown,
  });
  const endOthers = useMutation({
    mutationFn: () => answer(api.POST('/api/sessions/end', { body: { keepThis: true } })),
    onSettled: shown,
  });
  const items = sessions.data?.items ?? [];
  const others = items.filter((s) => !s.this).length;
  return (
    <Sheet title="Where you are signed in" lead="If you do not know one of these, sign it out and change your password." back={{ href: '/account', name: 'Your account' }} width="middle">
      {!sessions.data && (sessions.error ? <FailedPart problem={problemOf(sessions.error)} again={() => void sessions.refetch()} /> : <Waiting />)}
      <Stack gap="md">
        <Refused error={endOne.error ?? endOthers.error} />
        {items.length > 0 && (
          <Rows label="Sessions">
            {items.map((s) => <Session key={s.id} one={s} busy={endOne.isPending && endOne.variables === s.id} end={() => endOne.mutate(s.id)} />)}
          </Rows>
        )}
        {others > 0 && (
          <Group>
            <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>Sign out everywhere else ({others})</Button>
          </Group>
        )}
        {sessions.data && others === 0 && <Text size="sm" c="dimmed">You are signed in nowhere else.</Text>}
      </Stack>
    </Sheet>
  );
}

function Session({ one, busy, end }: { one: Schemas['SessionSeen']; busy: boolean; end: () => void }) {
  const name = browserOf(one.agent);
  return (
    <li className={rows.row}>
      <Mark icon={onPhone(one.agent) ? IconDeviceMobile : IconDeviceDesktop} tone={one.this ? undefined : 'grey'} />
      <div>
        <div className={rows.name}>{name}</div>
        <div className={rows.sub}>
          {one.this ? <b>This one. </b> : ''}Since <Moment at={one.since} />{one.from && <> from {one.from}</>}
        </div>
      </div>
      {!one.this && <Button size="sm" variant="default" loading={busy} onClick={end} aria-label={`Sign out ${name}, since ${one.since}`}>Sign out</Button>}
    </li>
  );
}
