import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';
import { several } from './words';

type Props = { organization: string; leaving: Schemas['Leaving']; suspended: boolean };
type Login = Schemas['LeavingLogin'];

/** The logins that somebody kept to themselves, and the way to request them before they go (rule C14). */
export function Leaving({ organization, leaving, suspended }: Props) {
  const open = leaving.unmanaged.filter((l) => !l.request && !l.disabled);
  if (leaving.count === 0) return null;
  return (
    <Card>
      <Stack gap="md">
        <h2 className={look.label}>What {leaving.name} kept to themselves</h2>
        <Text size="sm">
          <b>{several(leaving.count, 'login')}{leaving.more && ' or more'}</b> without admin access. Requested now, each is {leaving.name}’s to allow or deny; they are told here and by mail.
        </Text>
        <Stack gap={10}>
          {leaving.unmanaged.map((l) => <One key={l.credential} organization={organization} login={l} />)}
        </Stack>
        {leaving.count > leaving.unmanaged.length && <Text size="sm" c="dimmed">The first {leaving.unmanaged.length} are shown.</Text>}
        {suspended && open.length > 0
          ? <Text size="sm">They are suspended and cannot answer. To request these first, let them in again.</Text>
          : <AskAll organization={organization} open={open} />}
      </Stack>
    </Card>
  );
}

function One({ organization, login }: { organization: string; login: Login }) {
  return (
    <div>
      <div className={look.strong}>{login.name}</div>
      <div className={look.small}>{login.username && `${login.username} · `}{login.resourceName}{login.disabled && ' · disabled'}</div>
      {login.request && <Anchor component={Link} href={`/organizations/${organization}/consents/${login.request}`} size="sm">Requested</Anchor>}
    </div>
  );
}

/** Requests one after the other, and says how far it is and what was refused. */
function AskAll({ organization, open }: { organization: string; open: Login[] }) {
  const queries = useQueryClient();
  const repeat = useRepeatKey();
  const [done, setDone] = useState(0);
  const ask = useMutation({
    mutationFn: async (all: Login[]) => {
      const refused: string[] = [];
      for (const [n, l] of all.entries()) {
        setDone(n);
        const path = { organization, resource: l.resource, credential: l.credential };
        try {
          await answer(api.POST('/api/organizations/{organization}/resources/{resource}/credentials/{credential}/request', { params: { path, header: repeat(l.credential) }, body: {} }));
        } catch (e) {
          refused.push(`${l.name}: ${problemOf(e).message}`);
        }
      }
      return { asked: all.length - refused.length, refused };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['organization', organization] }),
  });
  return (
    <Stack gap="sm">
      <Text size="sm" component="output" hidden={ask.isIdle}>
        {ask.isPending ? `Requesting ${done + 1} of ${ask.variables.length}…` : ask.data && `${several(ask.data.asked, 'login')} requested.`}
      </Text>
      {ask.data?.refused.map((r) => <Text key={r} size="sm" role="alert">Not requested: {r}</Text>)}
      {open.length > 0 && (
        <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate(open)}>Request {open.length === 1 ? 'it' : `these ${open.length}`} first</Button>
      )}
    </Stack>
  );
}
