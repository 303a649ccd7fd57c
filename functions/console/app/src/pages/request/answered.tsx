import { Button } from '@mantine/core';
import { IconMailOpened } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { KeyMark, Mark } from '../../parts/mark';
import { Sheet } from '../../parts/sheet';

/** What became of a request that can no longer be answered. */
export function Answered({ seen }: { seen: Schemas['DelegationSeen'] }) {
  const { organization, name } = seen;
  const words = {
    shared: [`You share access to ${name}`, `${organization} may sign in with it. Sign in here to see each use, change the password or revoke access.`],
    denied: [`Access to ${name} was denied`, `${organization} was told. There is nothing left to do.`],
    lapsed: ['This request has lapsed', `Nobody answered in time, so ${organization} has no access to ${name}. They may ask again.`],
    cancelled: ['This request was cancelled', `${organization} took it back. There is nothing to do, and nothing of yours was shared.`],
    revoked: [`Access to ${name} has ended`, `It was revoked, or its end date came: ${organization} can no longer sign in with it through Valetkey.`],
    pending: ['This request is open', ''],
  }[seen.state];
  return (
    <Sheet mark={seen.state === 'shared' ? <KeyMark /> : <Mark icon={IconMailOpened} tone="grey" />} title={words[0]!} lead={words[1]}>
      {seen.state === 'shared' && <Button component={Link} href="/shared">Manage shared access</Button>}
      {seen.state !== 'shared' && seen.claimed && <Button component={Link} href="/requests" variant="default">Manage requests</Button>}
    </Sheet>
  );
}
