import { Anchor, Stack } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';
import { useSharing } from '../sharing/queries';

type Props = { organization: string; one: Schemas['ResourceDetail']; here: string; admin: boolean };

/** The logins of an app that other organizations share, and for admins the way to add one (rule G3). */
export function ReceivedLogins({ organization, one, here, admin }: Props) {
  const adds = useSharing(organization) && admin && one.kind === 'own' && one.state === 'ready';
  const logins = one.kind === 'own' ? one.credentials.filter((c) => c.from) : [];
  if (logins.length === 0 && !adds) return null;
  return (
    <Card>
      <h2 className={look.label}>Logins that others share with you</h2>
      <Stack gap="sm">
        {logins.map((c) => (
          <div key={c.id}>
            <Anchor component={Link} href={`/organizations/${organization}/credentials/${c.id}`} className={look.strong} c="inherit" underline="hover">{c.name}</Anchor>
            <div className={look.small}>From {c.from}{c.username && ` · ${c.username}`}</div>
          </div>
        ))}
        {adds && <Anchor component={Link} href={`${here}/received`} size="sm">Add one that is shared with you</Anchor>}
      </Stack>
    </Card>
  );
}
