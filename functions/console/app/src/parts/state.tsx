import type { Schemas } from '../api/client';
import classes from './state.module.css';

type Tone = 'pine' | 'brass' | 'grey';

function Pill({ tone, children }: { tone: Tone; children: string }) {
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
