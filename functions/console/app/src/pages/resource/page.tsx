import { Group, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { KeyMark, OwnMark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { hostOf } from '../../parts/place';
import { Card, Sheet } from '../../parts/sheet';
import { ResourceState } from '../../parts/state';
import { Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { useResource } from './queries';

/** One resource: its state, who was asked for it, and who is on it. */
export default function Resource({ organization, resource }: { organization: string; resource: string }) {
  const found = useResource(organization, resource);
  if (!found.data) {
    return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  }
  const one = found.data;
  return (
    <Sheet title={one.name} back={{ href: '/', name: 'Start' }} width="middle">
      <Stack gap="md">
        <Card>
          <div className={look.row}>
            {one.kind === 'delegated' ? <KeyMark /> : <OwnMark />}
            <div>
              <div className={look.strong}>{hostOf(one.address)}</div>
              <div className={look.small}>{ofWhom(one)}</div>
            </div>
          </div>
          <Group mt="md"><ResourceState state={one.state} /></Group>
          <WaysIn resource={one} />
        </Card>
        {one.lender && <LenderCard resource={one} lender={one.lender} />}
        {one.assignments.length > 0 && <Assigned assignments={one.assignments} />}
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
  if (resource.opens.length === 0) return <Text mt="sm" size="sm">You are not on it. An admin gets in through an assignment like anyone.</Text>;
  const words = resource.opens.some((o) => o.mode === 'read')
    ? 'You may sign in with it and view the password.'
    : 'You may sign in with it. The password is not shown.';
  return <Text mt="sm" size="sm">{words} Signing in is done by the browser extension.</Text>;
}

const since: Record<Schemas['Resource']['state'], string> = {
  pending: 'Asked', ready: 'Shared', denied: 'Denied', lapsed: 'Lapsed', revoked: 'Revoked',
};

function LenderCard({ resource, lender }: { resource: Schemas['ResourceDetail']; lender: Schemas['Lender'] }) {
  return (
    <Card>
      <h2 className={look.label}>Who was asked</h2>
      <div className={look.strong}>{lender.name || lender.email}</div>
      {lender.name && <div className={look.small}>{lender.email}</div>}
      <Text size="sm" mt="xs">
        {since[resource.state]} on <Moment at={lender.since} />
        {lender.lapses && <>; open until <Moment at={lender.lapses} /></>}.
      </Text>
      {lender.note && <blockquote className={look.message}>{lender.note}</blockquote>}
    </Card>
  );
}

function Assigned({ assignments }: { assignments: Schemas['Assignment'][] }) {
  return (
    <Card>
      <h2 className={look.label}>Who is on it</h2>
      <Stack gap={6}>
        {assignments.map((a) => (
          <Text key={a.id} size="sm">
            <b>{a.name}</b> <Text component="span" c="dimmed" size="sm">
              {a.group ? 'group' : 'member'}, {a.mode === 'read' ? 'may view the password' : 'signs in with it'}, since <Moment at={a.since} as="day" />
            </Text>
          </Text>
        ))}
      </Stack>
    </Card>
  );
}
