import { Button, Group, Stack, Text } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Confirm } from '../../parts/confirm';
import { Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Absent, Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { Deliveries } from './deliveries';
import { HookForm, type Hook } from './form';
import { Secret } from './page';
import { eventOf, useWebhookAct, useWebhooks } from './queries';
import { HookState } from './state';

type Props = { organization: string; webhook: string; act?: string };
type Part = { organization: string; one: Schemas['Webhook']; here: string };

/** One webhook: how it stands, what it was told, and what an admin does about it. */
export default function WebhookPage({ organization, webhook, act }: Props) {
  const found = useWebhooks(organization);
  const admin = useMembership(organization)?.role === 'admin';
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const one = found.data.items.find((w) => w.id === webhook);
  if (!one || (act && !admin)) return <Absent />;
  const part = { organization, one, here: `/organizations/${organization}/webhooks/${webhook}` };
  if (act === 'change') return <Change {...part} />;
  if (act === 'secret') return <Rotate {...part} />;
  if (act === 'remove') return <Remove {...part} />;
  return <See {...part} admin={admin} />;
}

function See({ admin, ...part }: Part & { admin: boolean }) {
  const { one } = part;
  return (
    <Sheet title={one.name} back={{ href: `/organizations/${part.organization}/webhooks`, name: 'Webhooks' }} width="middle">
      <Stack gap="md">
        <Card label="How it stands">
          <div className={look.row}>
            <Mark icon={IconWebhook} />
            <div>
              <div className={look.strong}>{one.url ?? one.host}</div>
              <div className={look.small}>Registered by {one.by} on <Moment at={one.since} as="day" /></div>
            </div>
          </div>
          <Group mt="sm"><HookState state={one.state} /></Group>
          {one.state === 'failing' && <Text size="sm" mt="sm">No delivery was answered well{one.failing && <> since <Moment at={one.failing} /></>}. It is tried again for some days, then disabled.</Text>}
          {one.disabled && <Text size="sm" mt="sm">Disabled on <Moment at={one.disabled} />{one.why && <>: {one.why}</>}. It is told nothing.</Text>}
          {one.oldUntil && <Text size="sm" mt="sm">Deliveries are signed with the secret before, too, until <Moment at={one.oldUntil} />.</Text>}
          <Text size="sm" mt="sm">Told of: {one.events.map(eventOf).join(' · ')}</Text>
          {admin && <Acts {...part} />}
        </Card>
        <Deliveries organization={part.organization} webhook={one.id} />
      </Stack>
    </Sheet>
  );
}

function Acts({ organization, one, here }: Part) {
  const repeat = useRepeatKey();
  const path = { organization, webhook: one.id };
  const turn = useWebhookAct(organization, (enabled: boolean) =>
    answer(api.POST('/api/organizations/{organization}/webhooks/{webhook}', { params: { path, header: repeat([path, enabled, one.disabled]) }, body: { enabled } })));
  const test = useWebhookAct(organization, () => answer(api.POST('/api/organizations/{organization}/webhooks/{webhook}/test', { params: { path } })));
  return (
    <>
      <Group gap="xs" mt="md">
        <Button size="sm" variant="default" loading={test.isPending} disabled={one.state === 'disabled'} onClick={() => test.mutate()}>Send a test</Button>
        <Button component={Link} href={`${here}/change`} size="sm" variant="default">Change…</Button>
        <Button component={Link} href={`${here}/secret`} size="sm" variant="default">Another secret…</Button>
        <Button size="sm" variant="default" loading={turn.isPending} onClick={() => turn.mutate(one.state === 'disabled')}>{one.state === 'disabled' ? 'Enable' : 'Disable'}</Button>
        <Button component={Link} href={`${here}/remove`} size="sm" variant="default">Remove…</Button>
      </Group>
      <Text component="output" size="sm" mt="sm" display="block">{test.isSuccess && 'A test is on its way. What came of it appears below.'}</Text>
      <Refused error={turn.error ?? test.error} />
    </>
  );
}

function Change({ organization, one, here }: Part) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const path = { organization, webhook: one.id };
  const change = useWebhookAct(organization, (body: Hook) =>
    answer(api.POST('/api/organizations/{organization}/webhooks/{webhook}', { params: { path, header: repeat([path, body]) }, body })), () => go(here, { replace: true }));
  return (
    <Sheet title={`Change ${one.name}`} lead="The secret stays. The other admins are told when the address is another." back={{ href: here, name: one.name }}>
      <Card><HookForm now={{ name: one.name, url: one.url ?? '', events: one.events }} act="Save" of={change} /></Card>
    </Sheet>
  );
}

function Rotate({ organization, one, here }: Part) {
  const [, go] = useLocation();
  const [made, setMade] = useState<Schemas['WebhookSecret']>();
  const path = { organization, webhook: one.id };
  const rotate = useWebhookAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/webhooks/{webhook}/rotate', { params: { path } })), setMade);
  return (
    <Sheet title={`Another secret for ${one.name}?`} back={{ href: here, name: one.name }}>
      <Confirm act="Make another secret" does={() => rotate.mutate()} of={rotate} keep={{ href: here, name: 'Keep the one there is' }}>
        <Text>Deliveries are signed with both for a day, so that the address can change over without missing one. After that the old one signs nothing.</Text>
        {one.oldUntil && <Text size="sm">There is an older one still: it signs no more from that moment.</Text>}
      </Confirm>
      {made && <Secret of={one.name} value={made.secret} done={() => go(here, { replace: true })} />}
    </Sheet>
  );
}

function Remove({ organization, one, here }: Part) {
  const [, go] = useLocation();
  const path = { organization, webhook: one.id };
  const remove = useWebhookAct(organization, () => answer(api.DELETE('/api/organizations/{organization}/webhooks/{webhook}', { params: { path } })), () => go(`/organizations/${organization}/webhooks`, { replace: true }));
  return (
    <Sheet title={`Remove ${one.name}?`} back={{ href: here, name: one.name }}>
      <Confirm act={`Remove ${one.name}`} does={() => remove.mutate()} of={remove} keep={{ href: here, name: 'Keep it' }}>
        <Text>{one.host} is told nothing more, and what waits for it is not sent. What it was told is no longer listed here; the record stays.</Text>
      </Confirm>
    </Sheet>
  );
}
