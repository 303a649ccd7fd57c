import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { ago, Moment } from '../../parts/moment';
import { Note } from '../../parts/note';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';

const since: Record<Schemas['Resource']['state'], string> = {
  pending: 'Asked', ready: 'Shared', denied: 'Denied', lapsed: 'Lapsed', cancelled: 'Cancelled', revoked: 'Ended',
};

type Props = { organization: string; resource: Schemas['ResourceDetail']; lender: Schemas['Lender']; admin: boolean; here: string };

/** The outside owner of a resource: what they were asked and answered, and what can still be done about it. */
export function LenderCard({ organization, resource, lender, admin, here }: Props) {
  const pending = resource.state === 'pending';
  const again = admin && ['denied', 'lapsed', 'cancelled', 'revoked'].includes(resource.state) && !lender.unknown;
  return (
    <Card>
      <h2 className={look.label}>Who was asked</h2>
      <div className={look.strong}>{lender.name || lender.email || 'Its owner'}</div>
      {lender.name && lender.email && <div className={look.small}>{lender.email}</div>}
      <Text size="sm" mt="xs">
        {since[resource.state]} on <Moment at={lender.since} />
        {pending && lender.lapses && <>; open until <Moment at={lender.lapses} /></>}.
      </Text>
      {lender.ends && resource.state === 'ready' && <Text size="sm">Its owner ends it on <b><Moment at={lender.ends} /></b>, {ago(new Date(lender.ends))}.</Text>}
      {lender.note && <blockquote className={look.message}>{lender.note}</blockquote>}
      {lender.unknown && <div className={look.below}><Note><b>They do not know you.</b> The owner said so: all your requests to this address were ended, and it cannot be asked again. Talk to them by another way if this is a mistake.</Note></div>}
      {lender.bounced && pending && <div className={look.below}><Note>The mail to {lender.email} came back on <Moment at={lender.bounced} />. If the address is wrong, cancel this request and ask the right one; if it is right, send it again.</Note></div>}
      {admin && pending && <Waiting organization={organization} resource={resource} here={here} />}
      {again && <Button component={Link} href={`/organizations/${organization}/ask`} variant="default" mt="md">Ask again</Button>}
    </Card>
  );
}

/** What can be done while the owner has not answered. */
function Waiting({ organization, resource, here }: Pick<Props, 'organization' | 'resource' | 'here'>) {
  const queries = useQueryClient();
  const resend = useMutation({
    mutationFn: () => answer(api.POST('/api/organizations/{organization}/resources/{resource}/request/resend', { params: { path: { organization, resource: resource.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['organization', organization, 'resources'] }),
  });
  return (
    <>
      <div className={look.acts}>
        <Button variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>Send it again</Button>
        <Button component={Link} href={`${here}/cancel`} variant="default">Cancel request…</Button>
      </div>
      <Text component="output" size="sm" mt="xs" display="block">{resend.isSuccess && 'Sent again: they have the same link once more.'}</Text>
      <Refused error={resend.error} />
    </>
  );
}
