import { Anchor, Button, Stack, Text, VisuallyHidden } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { Moment } from '../../parts/moment';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';

type Props = { one: Schemas['ResourceDetail']; here: string; admin: boolean };

/** Who is on an app and how; an admin puts on and takes off (rule G3). */
export function Assigned({ one, here, admin }: Props) {
  const adds = admin && one.state === 'ready';
  if (one.assignments.length === 0 && !adds) return null;
  return (
    <Card>
      <h2 className={look.label}>Who is on it</h2>
      <Stack gap={6}>
        {one.assignments.length === 0 && <Text size="sm">Nobody yet: it is open to nobody, you included.</Text>}
        {one.assignments.map((a) => (
          <Text key={a.id} size="sm">
            <b>{a.name}</b> <Text component="span" c="dimmed" size="sm">{a.group ? 'group' : 'member'}, {how(a)}, since <Moment at={a.since} as="day" /></Text>
            {admin && <> <Anchor component={Link} href={`${here}/take-off?of=${a.id}`} size="sm">Take off…<VisuallyHidden> {a.name}</VisuallyHidden></Anchor></>}
          </Text>
        ))}
        {adds && <div><Button component={Link} href={`${here}/put-on`} variant="default" size="sm" mt={6}>Put somebody on it</Button></div>}
      </Stack>
    </Card>
  );
}

function how({ credential, mode }: Schemas['Assignment']) {
  if (!credential) return 'with a login of their own';
  return mode === 'read' ? 'may view the password' : 'signs in with it';
}

/** The logins that the organization keeps for an app, and for those who may the way to add one. */
export function CompanyLogins({ organization, one, here, admin }: Props & { organization: string }) {
  const logins = one.credentials.filter((c) => !c.owner && !c.from);
  const missing = one.opens.some((o) => !o.credential);
  if (one.state !== 'ready' || one.kind !== 'own' || !(admin || missing)) return null;
  return (
    <Card>
      <h2 className={look.label}>{admin ? 'Logins of the organization' : 'Your login'}</h2>
      <Stack gap="sm">
        {admin && logins.length === 0 && <Text size="sm">None yet.</Text>}
        {!admin && <Text size="sm">You sign in with a login of your own, which is still to be added.</Text>}
        {admin && logins.map((c) => (
          <div key={c.id}>
            <Anchor component={Link} href={`/organizations/${organization}/credentials/${c.id}`} className={look.strong} c="inherit" underline="hover">{c.name}</Anchor>
            {c.username && <div className={look.small}>{c.username}</div>}
          </div>
        ))}
        <div><Button component={Link} href={`${here}/add-login`} variant="default" size="sm">{admin ? 'Add a login' : 'Add your login'}</Button></div>
      </Stack>
    </Card>
  );
}
