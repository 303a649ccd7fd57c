import { Button, Text } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { Once } from '../../parts/once';
import { Row, Rows } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { Absent, Empty, FailedPart, Waiting } from '../../parts/states';
import { HookForm, type Hook } from './form';
import { useWebhookAct, useWebhooks } from './queries';
import { HookState } from './state';

/** The addresses that are told of what happens (rule J14). */
export default function Webhooks({ organization, act }: { organization: string; act?: string }) {
  const membership = useMembership(organization);
  const found = useWebhooks(organization);
  const here = `/organizations/${organization}/webhooks`;
  if (!membership) return <Absent />;
  const admin = membership.role === 'admin';
  if (act === 'new') return admin ? <New organization={organization} here={here} /> : <Absent />;
  return (
    <Sheet
      title="Webhooks" eyebrow={membership.name} back={{ href: `/organizations/${organization}/settings`, name: 'Settings' }} width="middle"
      lead="Addresses of yours that are told when access is asked for, opens or ends: so that a pager can wake someone."
    >
      {!found.data && (found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting />)}
      {found.data?.items.length === 0 && <Card><Empty icon={<IconWebhook size={30} />} title="No webhooks">Nothing outside Valetkey is told.</Empty></Card>}
      {found.data && found.data.items.length > 0 && (
        <Rows label="Webhooks">
          {found.data.items.map((w) => (
            <Row key={w.id} href={`${here}/${w.id}`} mark={<Mark icon={IconWebhook} tone={w.state === 'disabled' ? 'grey' : undefined} />} name={w.name} sub={<>{w.host}{w.last && <> · last told <Moment at={w.last.at} as="ago" /></>}</>} state={<HookState state={w.state} />} />
          ))}
        </Rows>
      )}
      {admin && found.data && (found.data.items.length < 10
        ? <Button component={Link} href={`${here}/new`} mt="md">Register an address</Button>
        : <Text size="sm" c="dimmed" mt="md">Ten are the most. Remove one to register another.</Text>)}
    </Sheet>
  );
}

function New({ organization, here }: { organization: string; here: string }) {
  const [, go] = useLocation();
  const [made, setMade] = useState<Schemas['WebhookSecret']>();
  const create = useWebhookAct(organization, (body: Hook) =>
    answer(api.POST('/api/organizations/{organization}/webhooks', { params: { path: { organization } }, body })), setMade);
  return (
    <Sheet title="Register an address" lead="What is posted to it is signed, so that it can be told from what others post. The secret for that is shown once." back={{ href: here, name: 'Webhooks' }}>
      <Card><HookForm act="Register" of={create} /></Card>
      {made && <Secret of={made.name} value={made.secret} done={() => go(`${here}/${made.id}`, { replace: true })} />}
    </Sheet>
  );
}

/** Shows the secret that deliveries are signed with. */
export function Secret({ of, value, done }: { of: string; value: string; done: () => void }) {
  return (
    <Once
      title="The secret for its signatures" of={of} name="Secret" value={value} done={done} kept="It is where it belongs"
      why="Put it where the address checks signatures, as Standard Webhooks has it (webhook-signature). It is not shown again; if it is lost, have another made."
    />
  );
}
