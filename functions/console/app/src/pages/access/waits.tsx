import { Anchor, Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { ago, Moment } from '../../parts/moment';
import { inLength } from '../../parts/length';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import { FailedPart, Waiting } from '../../parts/states';
import look from '../request/look.module.css';
import { useRequest, useRequestAct, type Detail } from './queries';

/** The caller's own request that waits: what they asked for, who decides, and how to take it back. */
export function Waits({ organization, request }: { organization: string; request: string }) {
  const found = useRequest(organization, request);
  if (!found.data) return found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting />;
  const one = found.data;
  return (
    <Card>
      <h2 className={look.label}>You asked for it</h2>
      <div className={look.strong}>{one.want === 'regain' ? 'To regain it' : `For ${inLength(one.granted)}`}</div>
      <div className={look.small}>Asked on <Moment at={one.asked} />; lapses on <Moment at={one.lapses} />, {ago(new Date(one.lapses))}</div>
      {one.reason && <blockquote className={look.message}>{one.reason}</blockquote>}
      <Text size="sm" mt="sm">{soFar(one)} {who(one)}</Text>
      <CancelButton organization={organization} one={one} />
      <Anchor component={Link} href={`/organizations/${organization}/requests/${one.id}`} size="sm" mt="sm" display="block">What happened so far</Anchor>
    </Card>
  );
}

/** How many approved, and how many must. */
export function soFar({ approvals, policy }: Pick<Detail, 'approvals' | 'policy'>) {
  const needs = policy.needs ?? 1;
  if (approvals.length === 0) return needs === 1 ? 'Nobody has decided yet: one approval opens it.' : `Nobody has approved yet: ${needs} must.`;
  return `${approvals.length} of ${needs} approved: ${approvals.map((a) => a.name).join(', ')}.`;
}

function who({ deciders }: Pick<Detail, 'deciders'>) {
  return deciders.length === 0 ? '' : `Those who may decide: ${deciders.join(', ')}.`;
}

/** Takes one's own request back: nothing is lost by it, so it does not ask twice. */
export function CancelButton({ organization, one }: { organization: string; one: Detail }) {
  const repeat = useRepeatKey();
  const cancel = useRequestAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/requests/{request}/cancel', { params: { path: { organization, request: one.id }, header: repeat(one.id) } })));
  return (
    <>
      <Refused error={cancel.error} />
      <Button variant="default" mt="md" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>Cancel request</Button>
    </>
  );
}
