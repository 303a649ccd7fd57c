import { Button, Group } from '@mantine/core';
import { IconKey, IconPlus, IconUserPlus, IconWorld } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { nearest } from '../../parts/access-words';
import { Launch, leads } from '../../parts/launch';
import { KeyMark, OwnMark } from '../../parts/mark';
import { hostOf } from '../../parts/place';
import { More, Row, Rows, Section } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { AccessState, ResourceState } from '../../parts/state';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { useResources } from '../resource/queries';

/** The resources of one organization: an admin sees all, a member those assigned to them. */
export function Organization({ membership, title }: { membership: Schemas['Membership']; title: ReactNode }) {
  const { organization, name, role } = membership;
  const resources = useResources(organization);
  const items = resources.data?.pages.flatMap((p) => p.items) ?? [];
  const admin = role === 'admin';
  const actions = admin && (
    <Group gap="xs">
      <Button component={Link} href={`/organizations/${organization}/ask`} size="sm" leftSection={<IconKey size={16} aria-hidden />}>Ask an owner</Button>
      <Button component={Link} href={`/organizations/${organization}/resources/new`} size="sm" variant="default" leftSection={<IconPlus size={16} aria-hidden />}>Add an app</Button>
      <Button component={Link} href={`/organizations/${organization}/invite`} size="sm" variant="default" leftSection={<IconUserPlus size={16} aria-hidden />}>Invite</Button>
    </Group>
  );
  return (
    <Section title={title} actions={actions}>
      {!resources.data && (resources.error
        ? <FailedPart problem={problemOf(resources.error)} again={() => void resources.refetch()} />
        : <Waiting rows={3} />)}
      {resources.data && items.length === 0 && (
        <Card>
          <Empty icon={<IconWorld size={30} />} title={admin ? 'No apps yet' : 'No apps for you yet'}>
            {admin ? 'Ask the owner of an account for its use: they get a mail, agree, and your team can sign in.' : 'An admin puts you on the ones you need. They then appear here.'}
          </Empty>
        </Card>
      )}
      {items.length > 0 && (
        <Rows label={`Apps of ${name}`}>
          {items.map((r) => (
            <Row
              key={r.id}
              href={placeOf(organization, r, admin)}
              mark={r.kind === 'delegated' ? <KeyMark /> : <OwnMark />}
              name={r.name}
              sub={<>{hostOf(r.address)}{r.kind === 'delegated' && <Lent lender={r.lender} />}</>}
              state={<State resource={r} admin={admin} />}
              act={<Start organization={organization} resource={r} />}
            />
          ))}
        </Rows>
      )}
      <More of={resources} />
    </Section>
  );
}

/** A locked one leads to where it is asked for; an admin gets to its page, from which they manage it. */
function placeOf(organization: string, r: Schemas['Resource'], admin: boolean) {
  const place = `/organizations/${organization}/resources/${r.id}`;
  return r.state === 'ready' && !admin && nearest(r.access)?.state === 'locked' ? `${place}/request` : place;
}

/** Launches it where there is nothing to choose; where there is, its page says what. */
function Start({ organization, resource: { id, name, address, state, opens } }: { organization: string; resource: Schemas['Resource'] }) {
  const named = opens.filter((o) => o.credential);
  if (state !== 'ready' || !leads(address) || named.length === 0) return null;
  if (opens.length > 1) return <Button component={Link} href={`/organizations/${organization}/resources/${id}`} variant="default" size="xs" aria-label={`Launch ${name}…`}>Launch…</Button>;
  return <Launch organization={organization} resource={id} credential={named[0]!.credential!} name={name} address={address} plain small />;
}

function State({ resource, admin }: { resource: Schemas['Resource']; admin: boolean }) {
  const access = resource.state === 'ready' ? nearest(resource.access) : undefined;
  return access ? <AccessState access={access} leads={!admin} /> : <ResourceState state={resource.state} />;
}

function Lent({ lender }: { lender?: Schemas['Lender'] }) {
  const who = lender?.name || lender?.email;
  return who ? <> · owner {who}</> : null;
}
