import type { Schemas } from '../api/client';
import { inLength } from './length';

export type Policy = Schemas['Policy'];
export type Access = Schemas['MyAccess'];

/** Whether anybody ever has to ask under a policy. */
export const asks = (p: Policy) => Boolean(p.justInTime || p.lockAfter);

/** How a policy lets in, in a sentence or two. */
export function policyInWords(p: Policy) {
  if (!asks(p)) return 'Always open.';
  const days = p.lockAfter === 1 ? 'a day' : `${p.lockAfter} days`;
  const kind = p.justInTime ? `Locked; opens for up to ${inLength(p.longest ?? 0)}` : `Open, and locks itself after ${days} without use; opens again`;
  const glass = p.breakGlass ? ' In an emergency the glass may be broken.' : '';
  return `${kind} ${whatOpens(p)}.${glass}`;
}

/** What opens it: a reason, or people. */
export function whatOpens(p: Policy) {
  if (p.automatic) return 'as soon as a reason is given';
  const people = p.needs === 1 ? 'once somebody approves' : `once ${p.needs} people approve`;
  return p.reason ? `${people}; a reason is required` : people;
}

const order: Access['state'][] = ['standing', 'open', 'pending', 'locked'];

/** Of several ways in, the one that a tile shows: what is open before what is asked for, before what is locked. */
export function nearest(all: Access[]) {
  return all.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (b.until ?? '').localeCompare(a.until ?? ''))[0];
}
