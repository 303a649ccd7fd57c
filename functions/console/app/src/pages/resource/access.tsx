import { Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { whatOpens, type Access } from '../../parts/access-words';
import { Launch, leads } from '../../parts/launch';
import { ago, Moment } from '../../parts/moment';
import { AccessState } from '../../parts/state';
import { loginOf } from '../access/login';
import look from '../request/look.module.css';

type Props = { organization: string; one: Schemas['ResourceDetail'] };

/** How the caller stands to a resource, by each login, and what they can do about it. */
export function AccessParts({ organization, one }: Props) {
  return one.access.map((a) => (
    <div key={a.assignment} className={look.below}>
      {one.access.length > 1 && <div className={look.strong}>{loginOf(one, a)}</div>}
      {!(a.state === 'standing' && one.access.length === 1) && <AccessState access={a} />}
      <Text size="sm" mt={4}><Says access={a} /></Text>
      <Start organization={organization} one={one} access={a} />
      <Acts organization={organization} one={one} access={a} />
    </div>
  ));
}

/** Signs in by this way, while it is open. What was picked last stands out, where there are several (rule G3). */
function Start({ organization, one, access }: Props & { access: Access }) {
  const { state, credential } = access;
  if (!credential || !leads(one.address) || (state !== 'open' && state !== 'standing')) return null;
  const others = one.access.length > 1 && one.picked && one.picked !== credential;
  return (
    <div className={look.acts}>
      <Launch organization={organization} resource={one.id} credential={credential} name={one.access.length > 1 ? loginOf(one, access) : one.name} address={one.address} plain={Boolean(others)} />
    </div>
  );
}

function Says({ access: { state, until, policy, asked } }: { access: Access }) {
  switch (state) {
    case 'open':
      return <>Open for you{until && <> until <b><Moment at={until} /></b></>}. {asked ? 'More time asked for; nobody has decided yet.' : 'It then closes by itself.'}</>;
    case 'pending':
      return <>You asked for it; nobody has decided yet.</>;
    case 'locked':
      return <>{policy.justInTime ? 'Locked' : 'It locked itself, because it was not used'}: it opens {whatOpens(policy)}.</>;
    default:
      return until ? <>Open for you. Unless you use it, it locks itself on <Moment at={until} />, {ago(new Date(until))}.</> : null;
  }
}

function Acts({ organization, one, access: { state, request, asked } }: Props & { access: Access }) {
  const ask = `/organizations/${organization}/resources/${one.id}/request`;
  const seen = request && `/organizations/${organization}/requests/${request}`;
  if (state === 'locked') return <Button component={Link} href={ask} mt="sm">Request access</Button>;
  if (state === 'pending') return <Button component={Link} href={seen ?? ask} variant="default" mt="sm">See your request</Button>;
  if (state !== 'open') return null;
  return (
    <div className={look.acts}>
      {asked
        ? <Button component={Link} href={`/organizations/${organization}/requests/${asked}`} variant="default">See your request</Button>
        : <Button component={Link} href={ask} variant="default">More time…</Button>}
      {seen && <Button component={Link} href={`${seen}/end`} variant="default">I am done: end it…</Button>}
    </div>
  );
}
