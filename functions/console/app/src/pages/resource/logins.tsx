import { Anchor, Button, Group, Stack } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useMe } from '../../api/session';
import { Launch } from '../../parts/launch';
import { Card } from '../../parts/sheet';
import { ManagedState } from '../../parts/state';
import { useMembers } from '../members/queries';
import look from '../request/look.module.css';

type Props = { organization: string; one: Schemas['ResourceDetail']; admin: boolean };

/** The logins that people keep for a resource: what admins see of them, and the way to ask for one (rules C4, C6). */
export function Logins({ organization, one, admin }: Props) {
  const me = useMe().person.id;
  const logins = one.credentials.filter((c) => c.owner);
  if (logins.length === 0) return null;
  return (
    <Card>
      <h2 className={look.label}>{admin ? 'Logins of members' : 'Your logins'}</h2>
      <Stack gap="md">
        {logins.map((c) => <Login key={c.id} organization={organization} resource={one.id} login={c} mine={c.owner === me} admin={admin} />)}
      </Stack>
    </Card>
  );
}

type LoginProps = { organization: string; resource: string; login: Schemas['Credential']; mine: boolean; admin: boolean };

function Login({ organization, resource, login, mine, admin }: LoginProps) {
  const here = `/organizations/${organization}/resources/${resource}/logins/${login.id}`;
  return (
    <div>
      <Anchor component={Link} href={`/organizations/${organization}/credentials/${login.id}`} className={look.strong} c="inherit" underline="hover">{login.name}</Anchor>
      <div className={look.small}>{mine ? 'Yours' : admin && <Owner organization={organization} person={login.owner ?? ''} />}{login.username && ` · ${login.username}`}</div>
      <Group mt={6} gap="sm">
        <ManagedState managed={login.managed} />
        {mine && <Launch organization={organization} resource={resource} credential={login.id} name={login.name} plain />}
        {mine && <Button component={Link} href={here} variant="default">Admin access…</Button>}
        {!mine && admin && !login.managed && (login.asked
          ? <Button component={Link} href={`/organizations/${organization}/consents/${login.asked}`} variant="default">Requested</Button>
          : <Button component={Link} href={here} variant="default">Request credentials</Button>)}
      </Group>
    </div>
  );
}

/** Whose login it is, as far as the first page of members says it. */
function Owner({ organization, person }: { organization: string; person: string }) {
  const members = useMembers(organization);
  const name = members.data?.pages.flatMap((p) => p.items).find((m) => m.person === person)?.name;
  return <>{name ?? 'A member’s'}</>;
}
