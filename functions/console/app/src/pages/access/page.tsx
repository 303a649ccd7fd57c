import { Stack, Text } from '@mantine/core';
import { Redirect } from 'wouter';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { useMembership } from '../../parts/memberships';
import { Card, Sheet } from '../../parts/sheet';
import { Failed, Loading } from '../../parts/states';
import { Timeline } from '../../parts/timeline';
import look from '../request/look.module.css';
import { Decide } from './decide';
import { End } from './end';
import { Facts } from './facts';
import { Outcome } from './outcome';
import { useRequest, type Detail } from './queries';
import { Review } from './review';
import { CancelButton, soFar } from './waits';

type Props = { organization: string; request: string; act?: string };

/** One request: who asks for what and why, who may decide, and what came of it. */
export default function RequestPage({ organization, request, act }: Props) {
  const found = useRequest(organization, request);
  const me = useMe().person.id;
  const auditor = useMembership(organization)?.role === 'auditor';
  if (!found.data) {
    return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  }
  const one = found.data;
  const own = one.person === me;
  const here = `/organizations/${organization}/requests/${request}`;
  const mayEnd = one.open && !auditor; // but for auditors, who sees it asked for it or may decide
  if (act === 'end' && mayEnd) return <End organization={organization} one={one} own={own} here={here} />;
  if (act) return <Redirect to={here} replace />;
  const back = { href: `/organizations/${organization}/requests${own ? '?show=mine' : ''}`, name: 'Requests' };
  return (
    <Sheet title={titleOf(one, own)} back={back}>
      <Stack gap="md">
        <Facts one={one} />
        {one.state !== 'pending' && <Outcome organization={organization} one={one} own={own} end={mayEnd ? `${here}/end` : undefined} />}
        {one.state === 'pending' && one.policy.needs !== undefined && <Votes one={one} me={me} />}
        {one.state === 'pending' && own && <CancelButton organization={organization} one={one} />}
        {one.want === 'break-glass' && !one.reviewed && one.mayDecide && <Review organization={organization} one={one} />}
        {one.timeline.length > 0 && <Card><h2 className={look.label}>What happened</h2><Timeline entries={one.timeline} /></Card>}
        {/* Last, because on a phone its answers stay in sight at the bottom. */}
        {one.state === 'pending' && one.mayDecide && <Decide organization={organization} one={one} />}
      </Stack>
    </Sheet>
  );
}

function titleOf({ name, want, resourceName }: Detail, own: boolean) {
  const who = own ? 'You' : name;
  if (want === 'break-glass') return `${who} broke the glass of ${resourceName}`;
  return own ? `Your request for ${resourceName}` : `${who} asks for ${resourceName}`;
}

function Votes({ one, me }: { one: Detail; me: string }) {
  const said = one.timeline.some((e) => e.action === 'access.approved' && e.actor === me);
  return (
    <Card>
      <h2 className={look.label}>Who may decide</h2>
      <Text size="sm">{soFar(one)}</Text>
      {said && <Text size="sm" mt={4}><b>You approved it.</b> It opens when enough others have.</Text>}
      <Text size="sm" mt={4}>{one.deciders.length === 0 ? 'Nobody may decide it now: an admin has to see to that.' : one.deciders.join(', ')}</Text>
      {one.approvals.filter((a) => a.note).map((a) => <blockquote key={a.name} className={look.message}>{a.name}: {a.note}</blockquote>)}
    </Card>
  );
}
