import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link, useSearchParams } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { KeyMark, OwnMark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { hostOf } from '../../parts/place';
import { Card, Sheet } from '../../parts/sheet';
import { ResourceState } from '../../parts/state';
import { Failed, Loading } from '../../parts/states';
import { GatePage } from '../gate/page';
import { PolicyCard } from '../policy/card';
import look from '../request/look.module.css';
import { AccessParts } from './access';
import { AddLogin } from './add-login';
import { AddReceived } from './add-received';
import { Assigned, CompanyLogins } from './assigned';
import { Cancel } from './cancel';
import { LenderCard } from './lender';
import { Logins } from './logins';
import { PutOn } from './put-on';
import { useResource } from './queries';
import { ReceivedLogins } from './received';
import { Rename } from './rename';
import { TakeOff } from './take-off';

/** One resource: its state, who was asked for it, and who is on it. */
export default function Resource({ organization, resource, act }: { organization: string; resource: string; act?: string }) {
  const found = useResource(organization, resource);
  const [params] = useSearchParams();
  const membership = useMembership(organization);
  const admin = membership?.role === 'admin';
  const reads = admin || membership?.role === 'auditor';
  const joined = useHistoryState<{ joined?: boolean } | null>()?.joined;
  if (!found.data) {
    return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  }
  const one = found.data;
  const here = `/organizations/${organization}/resources/${resource}`;
  if (act === 'rename' && admin) return <Rename organization={organization} resource={one} here={here} />;
  if (act === 'cancel' && admin && one.state === 'pending') return <Cancel organization={organization} resource={one} here={here} />;
  if (act === 'received' && admin && one.kind === 'own') return <AddReceived organization={organization} resource={one} here={here} />;
  if (act === 'add-login') return <AddLogin organization={organization} one={one} here={here} />;
  if (act === 'put-on' && admin) return <PutOn organization={organization} one={one} here={here} />;
  const off = act === 'take-off' && admin && one.assignments.find((a) => a.id === params.get('of'));
  if (off) return <TakeOff organization={organization} one={one} of={off} here={here} />;
  if (act === 'gate' && reads) return <GatePage organization={organization} resource={one} here={here} admin={admin} />;
  return (
    <Sheet title={one.name} back={{ href: `/organizations/${organization}`, name: membership?.name ?? 'Apps' }} width="middle">
      <Stack gap="md">
        {joined && <Card><Text size="sm">A colleague had asked this owner for it already, so you joined their request: the owner gets no second mail, and you are told of the answer too.</Text></Card>}
        <Card>
          <div className={look.row}>
            {one.kind === 'delegated' ? <KeyMark /> : <OwnMark />}
            <div>
              <div className={look.strong}>{hostOf(one.address)}</div>
              <div className={look.small}>{ofWhom(one)}</div>
            </div>
          </div>
          {!(one.state === 'ready' && one.access.some((a) => a.state !== 'standing')) && <Group mt="md"><ResourceState state={one.state} /></Group>}
          <WaysIn resource={one} />
          {one.state === 'ready' && <AccessParts organization={organization} one={one} />}
          <Group mt="sm" gap="lg">
            {admin && <Anchor component={Link} href={`${here}/rename`} size="sm">Rename it here</Anchor>}
            {reads && one.address.startsWith('https://') && <Anchor component={Link} href={`${here}/gate`} size="sm">A gate before it</Anchor>}
            {reads && <Anchor component={Link} href={`/organizations/${organization}/reports/apps/${resource}`} size="sm">Who gets in</Anchor>}
            {reads && <Anchor component={Link} href={`/organizations/${organization}/record?thing=${resource}&name=${encodeURIComponent(one.name)}`} size="sm">What was done to it</Anchor>}
          </Group>
        </Card>
        {one.lender && <LenderCard organization={organization} resource={one} lender={one.lender} admin={admin} here={here} />}
        <CompanyLogins organization={organization} one={one} here={here} admin={admin} />
        <Assigned one={one} here={here} admin={admin} />
        {admin && one.state === 'ready' && <PolicyCard organization={organization} one={one} />}
        <Logins organization={organization} one={one} admin={admin} />
        <ReceivedLogins organization={organization} one={one} here={here} admin={admin} />
      </Stack>
    </Sheet>
  );
}

function ofWhom({ kind, state }: Schemas['ResourceDetail']) {
  if (kind === 'own') return 'Your organization’s own';
  return state === 'ready' ? 'Lent by its owner' : 'Belongs to an outside owner';
}

function WaysIn({ resource }: { resource: Schemas['ResourceDetail'] }) {
  if (resource.state !== 'ready') return null;
  if (resource.opens.length === 0 && resource.access.length > 0) return null;
  if (resource.opens.length === 0) return <Text mt="sm" size="sm">You are not on it. An admin gets in through an assignment like anyone.</Text>;
  const words = resource.opens.some((o) => o.mode === 'read')
    ? 'You may sign in with it and view the password.'
    : 'You may sign in with it. The password is not shown.';
  return <Text mt="sm" size="sm">{words} Signing in is done by the <Anchor component={Link} href="/extension" inherit>browser extension</Anchor>.</Text>;
}
