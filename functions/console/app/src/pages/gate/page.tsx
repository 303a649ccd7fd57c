import { Button, Checkbox, Code, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { FailedPart, Waiting } from '../../parts/states';
import look from '../request/look.module.css';
import { filled } from './configuration';

type Props = { organization: string; resource: Schemas['ResourceDetail']; here: string; admin: boolean };
type Key = Schemas['GateKey'];

/** The gate of a resource: a reverse proxy that asks before it lets anybody through (rule J13). */
export function GatePage({ organization, resource, here, admin }: Props) {
  const queries = useQueryClient();
  const params = { path: { organization, resource: resource.id } };
  const key = ['organization', organization, 'gate', resource.id];
  const gate = useQuery({
    queryKey: key, queryFn: () => answer(api.GET('/api/organizations/{organization}/resources/{resource}/gate', { params })),
  });
  const [made, show] = useState<Key>();
  const after = (now?: Key) => {
    if (now?.key) show(now);
    return queries.invalidateQueries({ queryKey: key });
  };
  const set = useMutation({ mutationFn: (signsIn: boolean) => answer(api.POST('/api/organizations/{organization}/resources/{resource}/gate', { params, body: { signsIn } })), onSuccess: after });
  const rotate = useMutation({ mutationFn: () => answer(api.POST('/api/organizations/{organization}/resources/{resource}/gate/rotate', { params })), onSuccess: after });
  const off = useMutation({
    mutationFn: () => answer(api.DELETE('/api/organizations/{organization}/resources/{resource}/gate', { params })),
    onSuccess: () => { show(undefined); return after(); },
  });
  const now = gate.data;
  return (
    <Sheet title={`The gate of ${resource.name}`} back={{ href: here, name: resource.name }} width="middle" lead="A proxy before the page asks Valetkey at each request: who is let in goes through, with their name; who is not is led to where they ask.">
      {!now && (gate.error ? <FailedPart problem={problemOf(gate.error)} again={() => void gate.refetch()} /> : <Waiting rows={3} />)}
      {now && (
        <Stack gap="md">
          <Card>
            <Stack gap="sm">
              {now.on && <Text size="sm">It is at <b>{now.host}</b> since <Moment at={now.since!} as="day" />; {now.by} switched it on.</Text>}
              {!now.on && <Text size="sm">There is none. It stands at the address of {resource.name}: {resource.address}</Text>}
              {now.oldUntil && <Text size="sm">The key before is good until <Moment at={now.oldUntil} />.</Text>}
              {admin && (
                <Checkbox
                  label="Sign in with the password (HTTP basic)" disabled={set.isPending || !now.on} checked={now.signsIn ?? false}
                  description="The proxy and the page behind it get the password; no browser does." onChange={(e) => set.mutate(e.currentTarget.checked)}
                />
              )}
              <Refused error={set.error ?? rotate.error ?? off.error} />
              {admin && !now.on && <Button loading={set.isPending} onClick={() => set.mutate(false)}>Switch it on</Button>}
              {admin && now.on && (
                <Group gap="sm">
                  <Button variant="default" loading={rotate.isPending} onClick={() => rotate.mutate()}>Make another key</Button>
                  <Button variant="default" loading={off.isPending} onClick={() => off.mutate()}>Switch it off</Button>
                </Group>
              )}
            </Stack>
          </Card>
          {made?.key && now.on && (
            <Card label="The key">
              <h2 className={look.label}>Its key, shown this once</h2>
              <Code block>{made.key}</Code>
            </Card>
          )}
          {now.on && <Configuration host={now.host ?? ''} gateKey={made?.key} />}
        </Stack>
      )}
    </Sheet>
  );
}

function Configuration({ host, gateKey }: { host: string; gateKey?: string }) {
  const text = filled(host, gateKey);
  return (
    <Card label="The proxy’s configuration">
      <h2 className={look.label}>For nginx</h2>
      <Text size="sm" mb="sm">{gateKey ? 'The key is in it.' : 'Put the key in the place of GATE_KEY.'} What is left to put in is said in it. For Traefik, see docs/forward-auth.md.</Text>
      <Code block mah={320} style={{ overflow: 'auto' }} tabIndex={0}>{text}</Code>
      <Button mt="sm" variant="default" onClick={() => void navigator.clipboard.writeText(text)}>Copy it</Button>
    </Card>
  );
}
