import type { ReactNode } from 'react';
import type { Schemas } from '../api/client';
import { Countdown, useNow } from './countdown';
import classes from './state.module.css';

type Tone = 'pine' | 'brass' | 'grey';

function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${classes.pill} ${classes[tone]}`}>{children}</span>;
}

const resource: Record<Schemas['Resource']['state'], [Tone, string]> = {
  ready: ['pine', 'Ready'],
  pending: ['brass', 'Access request pending'],
  denied: ['grey', 'Denied by its owner'],
  lapsed: ['grey', 'Request lapsed'],
  cancelled: ['grey', 'Request cancelled'],
  revoked: ['grey', 'Revoked by its owner'],
};

/** The state of a resource, for those who want to get in. */
export function ResourceState({ state }: { state: Schemas['Resource']['state'] }) {
  return <Pill tone={resource[state][0]}>{resource[state][1]}</Pill>;
}

const delegation: Record<Schemas['Delegation']['state'], [Tone, string]> = {
  pending: ['brass', 'Waits for you'],
  shared: ['pine', 'Shared'],
  denied: ['grey', 'Denied'],
  lapsed: ['grey', 'Lapsed'],
  cancelled: ['grey', 'Cancelled'],
  revoked: ['grey', 'Revoked'],
};

/** The state of a request or loan, for its owner. */
export function DelegationState({ state }: { state: Schemas['Delegation']['state'] }) {
  return <Pill tone={delegation[state][0]}>{delegation[state][1]}</Pill>;
}

const consent: Record<Schemas['Consent']['state'], [Tone, string]> = {
  pending: ['brass', 'Waits for its owner'],
  approved: ['pine', 'Approved'],
  denied: ['grey', 'Denied'],
  cancelled: ['grey', 'Cancelled'],
  lapsed: ['grey', 'Lapsed'],
};

/** The state of a credential request. */
export function ConsentState({ state }: { state: Schemas['Consent']['state'] }) {
  return <Pill tone={consent[state][0]}>{consent[state][1]}</Pill>;
}

/** Whether the owner of a login consented to admin access. */
export function ManagedState({ managed }: { managed: boolean }) {
  return managed ? <Pill tone="pine">Managed</Pill> : <Pill tone="grey">Unmanaged</Pill>;
}

/** How a credential of the vault stands, if there is anything to say. */
export function FiledState({ one }: { one: Pick<Schemas['Filed'], 'disabled' | 'due' | 'owner' | 'managed' | 'resource' | 'off' | 'waits'> }) {
  if (one.off) return <Pill tone="grey">Disabled here</Pill>;
  if (one.waits) return <Pill tone="brass">Waits</Pill>;
  if (one.disabled) return <Pill tone="grey">Disabled</Pill>;
  if (one.due) return <Pill tone="brass">Rotate</Pill>;
  return one.owner && one.resource && !one.managed ? <Pill tone="grey">Unmanaged</Pill> : null;
}

const member: Record<Schemas['Member']['state'], [Tone, string]> = {
  active: ['pine', 'Active'],
  pending: ['brass', 'Invited'],
  expired: ['grey', 'Invitation lapsed'],
  suspended: ['brass', 'Suspended'],
  removed: ['grey', 'Removed'],
};

/** The state of a member. */
export function MemberState({ state }: { state: Schemas['Member']['state'] }) {
  return <Pill tone={member[state][0]}>{member[state][1]}</Pill>;
}

/** How the caller stands to a resource; leads: the pill is part of a link to where it is asked for. */
export function AccessState({ access: { state, until, asked }, leads = false }: { access: Schemas['MyAccess']; leads?: boolean }) {
  switch (state) {
    case 'open':
      return <Pill tone="pine">Open{until && <> · <Countdown until={until} /></>}{asked && <> · more time asked for</>}</Pill>;
    case 'locked':
      return <Pill tone="grey">{leads ? 'Locked · Request access' : 'Locked'}</Pill>;
    case 'pending':
      return <Pill tone="brass">Asked for, not decided</Pill>;
    default:
      return <Pill tone="pine">Ready</Pill>;
  }
}

const request: Record<Schemas['Request']['state'], [Tone, string]> = {
  pending: ['brass', 'Not decided'],
  approved: ['grey', 'Was open'],
  denied: ['grey', 'Denied'],
  cancelled: ['grey', 'Cancelled'],
  lapsed: ['grey', 'Lapsed'],
};

/** The state of a request to be let in. */
export function RequestState({ request: one }: { request: Schemas['Request'] }) {
  const now = useNow();
  const owed = one.want === 'break-glass' && !one.reviewed;
  if (one.open && one.closes) return <Pill tone={owed ? 'brass' : 'pine'}>Open · <Countdown until={one.closes} /></Pill>;
  if (owed) return <Pill tone="brass">Review is owed</Pill>;
  if (one.state === 'approved' && one.want === 'regain') return <Pill tone="pine">Regained</Pill>;
  if (one.state === 'approved' && one.opens && new Date(one.opens).getTime() > now) return <Pill tone="pine">Approved</Pill>;
  return <Pill tone={request[one.state][0]}>{request[one.state][1]}</Pill>;
}

const line: Record<Schemas['ReportLine']['state'], [Tone, string]> = {
  standing: ['pine', 'Always open'],
  open: ['pine', 'Open'],
  locked: ['grey', 'Locked'],
  pending: ['brass', 'Asked for'],
  closed: ['grey', 'Disabled'],
};

/** How somebody gets in to something, in a report. */
export function LineState({ state, until }: { state: Schemas['ReportLine']['state']; until?: string }) {
  return <Pill tone={line[state][0]}>{state === 'open' && until ? <>Open · <Countdown until={until} /></> : line[state][1]}</Pill>;
}
