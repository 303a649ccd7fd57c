// Answers about logins that people keep to themselves, and about asking for them.
import { ago, id, person, resource } from './answers.mjs';
import { access, place } from './access.mjs';

export const consent = id('consent', 1);
export const pip = { person: id('person', 2), name: 'Ravi Patel' };
const login = (n, owner, more) => ({ id: id('cred', n), name: `Ad manager, ${owner.name}`, username: 'ravi.p', owner: owner.person, managed: false, version: 1, revision: 1, changed: ago(0, 20), by: owner.name, ...more });
const olive = { person: person.id, name: person.name };
export const theirs = (more = {}) => login(4, pip, more);
export const own = (more = {}) => login(5, olive, more);

/** A resource with such logins. */
export const withLogins = (...logins) => ({ ...place(access('standing', { policy: {} })), credentials: logins });

/** A credential request as the caller sees it. */
export function asked(more = {}) {
  return {
    id: consent, state: 'pending', credential: id('cred', 4), name: 'Ad manager, Olive Baker', username: 'olive', resource, resourceName: 'Ad manager', owner: person.id, ownerName: person.name,
    askers: [
      { person: id('person', 3), name: 'Dana Reyes', at: ago(0, 3), message: 'You are away next week, <b>and</b> the spring campaign starts on Monday.\nDana' },
      { person: id('person', 4), name: 'Bartholomew Featherstonehaugh', at: ago(0, 1) },
    ],
    asked: ago(0, 3), lapses: ago(-13), yours: true, ...more,
  };
}
export const mine = { yours: undefined, mine: true, owner: pip.person, ownerName: pip.name, name: 'Ad manager, Ravi Patel', askers: [{ ...olive, at: ago(0, 3) }] };
export const approved = { state: 'approved', decided: ago(0, 0.2), decidedBy: 'Olive Baker' };
export const denied = { state: 'denied', decided: ago(0, 0.2), decidedBy: 'Ravi Patel', note: 'Use the company’s, please.' };

export const weighed = {
  managed: true, viewers: [{ person: id('person', 3), name: 'Dana Reyes' }, { person: id('person', 4), name: 'Bartholomew Featherstonehaugh' }], assignments: 0, shares: 0,
  seen: [{ person: id('person', 3), name: 'Dana Reyes', uses: 3, first: ago(4), last: ago(0, 2), mayKnow: true }],
};
export const alone = { managed: false, viewers: [], assignments: 0, shares: 0, seen: [] };
