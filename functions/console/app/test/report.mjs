// Answers of reports.
import { ago, id, person, resource, resources } from './answers.mjs';
import { automatic, locking, manual } from './access.mjs';
import { group, ravi } from './inside.mjs';

const dana = id('person', 3);
const words = 'Locked; opens for up to 12 hours once 2 people approve; a reason is required.';

/** A line of a report. */
export function line(n, more = {}) {
  return {
    person: dana, name: 'Dana Reyes', role: 'reviewer', resource, resourceName: 'Ad manager', assignment: id('assign', n), group: group.id, groupName: group.name, credential: id('cred', 2), credentialName: 'Ad manager',
    mode: 'use', policy: manual, policyInWords: words, inherited: true, state: 'locked', stateInWords: 'locked', void: false, lastUseKnown: true, requests: 0, times: [], couldAsk: false, unsure: false, ...more,
  };
}
const standing = { policy: {}, policyInWords: 'Always open.', state: 'standing', stateInWords: 'standing' };

export const now = {
  items: [
    line(1, { state: 'open', until: ago(0, -5.2), request: id('req', 1), requests: 3, lastRequest: ago(0, 3), lastUse: ago(0, 0.5) }),
    line(2, { person: ravi, name: 'Ravi Patel', role: 'user', group: undefined, groupName: undefined, mode: 'read', ...standing, policy: locking, policyInWords: 'Open, and locks itself after 30 days without use.', inherited: false, until: ago(-6), locksIn: 6, lastUse: ago(24) }),
    line(3, { person: person.id, name: person.name, role: 'admin', requests: 100, lastRequest: ago(1), state: 'pending', request: id('req', 2) }),
    line(4, { person: id('person', 5), name: 'Bartholomew Featherstonehaugh of the communications agency', role: 'user', credential: undefined, credentialName: undefined, policy: automatic, policyInWords: 'Locked; opens for up to 12 hours as soon as a reason is given.', void: true }),
    line(5, { person: id('person', 6), name: 'Ines Okafor', role: 'auditor', state: 'closed', lastUseKnown: true }),
  ],
};
export const apps = { items: now.items.slice(0, 3).map((l, n) => ({ ...l, person: dana, name: 'Dana Reyes', resource: resources[n].id, resourceName: resources[n].name })) };

const at = (day, hours) => new Date(Date.parse(`${day}T00:00:00Z`) + hours * 3_600_000).toISOString();

/** A day on which one is let in always, one for a morning, and one cannot. */
export function onDay(day, more = {}) {
  return {
    day,
    items: [
      line(2, { person: ravi, name: 'Ravi Patel', role: 'user', ...standing, times: [{ from: at(day, 0), to: at(day, 24) }], lastUseKnown: false }),
      line(1, { state: 'open', times: [{ from: at(day, 8), to: at(day, 12.5) }], requests: 1, lastRequest: at(day, 8), couldAsk: true, ...more }),
      line(4, { person: person.id, name: person.name, role: 'admin', couldAsk: true }),
    ],
  };
}

/** What a report answers: of now, or of a day, every third of which had nobody let in. */
export function report(of = now, day = onDay) {
  return (_, asked) => {
    const on = new URL(asked.url()).searchParams.get('day');
    return on ? day(on) : of;
  };
}
const quiet = (day) => ({ day, items: Number(day.slice(8)) % 3 === 0 ? [] : onDay(day, Number(day.slice(8)) % 2 ? {} : { times: [{ from: at(day, 20), to: at(day, 24) }] }).items });
export const varied = report(now, quiet);
export const nobody = report({ items: [] }, (day) => ({ day, items: [] }));
