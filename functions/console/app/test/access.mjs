// Answers about being let in: policies, requests and periods.
import { ago, entry, id, person, resource, resources } from './answers.mjs';
import { group } from './inside.mjs';

const hour = 3_600;
export const ravi = { person: id('person', 2), name: 'Ravi Patel' };
export const manual = { justInTime: true, longest: 12 * hour, needs: 2, reason: true, breakGlass: true };
export const automatic = { justInTime: true, longest: 12 * hour, automatic: true };
export const locking = { lockAfter: 30, needs: 1 };
export const request = id('req', 1);
const assignment = id('assign', 1);

/** How the caller stands to a resource. */
export function access(state, more = {}) {
  const by = state === 'pending' || state === 'open' ? { request } : {};
  return { assignment, credential: id('cred', 2), state, policy: manual, ...(state === 'open' && { until: ago(0, -5.2) }), ...by, ...more };
}

const assignments = [
  { id: assignment, group: group.id, name: 'Campaigns', credential: id('cred', 2), mode: 'use', since: ago(20) },
  { id: id('assign', 2), member: ravi.person, name: ravi.name, credential: id('cred', 2), mode: 'read', since: ago(9) },
];
const credentials = [
  { id: id('cred', 2), name: 'Ad manager', managed: true, version: 1, revision: 1, changed: ago(0, 20), by: 'Olive Baker' },
  { id: id('cred', 3), name: 'Billing of the ad manager', managed: true, version: 1, revision: 1, changed: ago(0, 20), by: 'Olive Baker' },
];

/** A resource with how the caller stands to it. */
export function place(...ways) {
  return { ...resources[2], lender: undefined, id: resource, name: 'Ad manager', opens: [], access: ways, assignments: assignments.slice(0, ways.length && 1), credentials };
}
export const managed = { ...place(access('locked')), assignments };

export const policies = {
  policy: automatic, approvers: [group.id],
  assignments: [
    { assignment, name: 'Campaigns', policy: automatic, inherited: true, void: ['Ravi Patel', 'Dana Reyes'] },
    { assignment: id('assign', 2), name: ravi.name, policy: { justInTime: true, longest: hour, needs: 2, reason: true, breakGlass: true }, inherited: false, void: [] },
  ],
};

const dana = { name: 'Dana Reyes', at: ago(0, 0.4), note: 'Fine with me, but be done before the books are closed.' };

/** A request as lists show it. */
export function asked(more = {}) {
  return {
    id: request, resource, resourceName: 'Ad manager', ...ravi, want: 'enter', state: 'pending', assignment, policy: manual,
    reason: 'The spring campaign shows last year’s prices <b>everywhere</b>; I have to change them before noon.',
    length: 8 * hour, granted: 8 * hour, asked: ago(0, 1), lapses: ago(0, -23), approvals: [], open: false, mayDecide: true, ...more,
  };
}

const line = (n, hours, action, who = ravi) => entry(n, hours, action, { actor: who.person ?? who.id, actorName: who.name, thing: request, thingName: 'Ad manager' });

/** A request with who may decide it and what happened. */
export function detail(more = {}) {
  return { ...asked(), deciders: ['Dana Reyes', 'Olive Baker'], timeline: [line(1, 1, 'access.requested')], ...more };
}
export const own = { person: person.id, name: person.name, mayDecide: false };
export const once = { approvals: [dana], timeline: [line(2, 0.4, 'access.approved', { person: id('person', 3), name: 'Dana Reyes' }), line(1, 1, 'access.requested')] };
const voted = { approvals: [dana, { name: 'Olive Baker', at: ago(0, 0.2), length: 4 * hour }], decided: ago(0, 0.2), decidedBy: 'Olive Baker', granted: 4 * hour, note: 'Four hours should do.', mayDecide: false };
const said = [line(3, 0.2, 'access.opened', person), ...once.timeline];
export const opened = { ...voted, state: 'approved', opens: ago(0, 0.2), closes: ago(0, -3.8), open: true, timeline: said };
export const over = { ...voted, state: 'approved', opens: ago(2), closes: ago(1, 22), endedBy: 'Ravi Patel', timeline: [line(4, 46, 'access.ended'), ...said] };
export const denied = { state: 'denied', decided: ago(0, 0.2), decidedBy: 'Dana Reyes', note: 'Ask the owner of the campaign first, please.', mayDecide: false, timeline: [line(2, 0.2, 'access.denied'), line(1, 1, 'access.requested')] };
export const lapsed = { state: 'lapsed', decided: ago(0, 1), lapses: ago(0, 1), mayDecide: false, timeline: [entry(2, 1, 'access.lapsed', { thing: request }), line(1, 25, 'access.requested')] };
export const glass = { want: 'break-glass', state: 'approved', decided: ago(0, 0.5), decidedBy: 'Ravi Patel', granted: hour, length: hour, opens: ago(0, 0.5), closes: ago(0, -0.5), open: true, timeline: [line(1, 0.5, 'access.broke_glass')] };
export const reviewed = { ...glass, open: false, opens: ago(1), closes: ago(0, 23), reviewed: { name: 'Dana Reyes', at: ago(0, 2), note: 'He restored the prices and nothing else.' }, mayDecide: false };

export const queue = { items: [asked(), asked({ ...glass, id: id('req', 2), timeline: undefined }), asked({ id: id('req', 3), name: 'Bartholomew Featherstonehaugh', want: 'regain', length: 0, granted: 0, policy: locking, reason: undefined, resourceName: 'Ad manager of the bakery in the old town' })] };
const listed = (one, n) => asked({ ...one, id: id('req', n), timeline: undefined });
export const decided = { items: [listed(opened, 4), listed(over, 5), listed(denied, 6), listed(lapsed, 7), listed(reviewed, 8)] };
export const mine = { items: [listed({ ...own }, 1), listed({ ...opened, ...own }, 4), listed({ ...own, state: 'cancelled' }, 5)] };
