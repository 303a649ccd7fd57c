// The pages of the organization key.
import * as a from './answers.mjs';
import * as i from './inside.mjs';
import * as l from './lock.mjs';
import { click, fill, says, steps } from './play.mjs';

const admin = { 'request-queue': { items: [] }, 'person-me': a.me(a.asAdmin), 'notice-list': a.notices, 'organization-see': i.organization };
const user = { ...admin, 'person-me': a.me(a.asUser) };
const here = `/organizations/${a.provider}/lock`;
const page = (name, path, heading, lock, more = {}) => ({ name, path: here + path, heading, answers: { ...admin, 'lock-see': lock, ...more.answers }, signedIn: true, ...more.scene });
const typed = { 'Organization key': 'violet tractor hums at noon', 'Type it again, from where you wrote it down': 'violet tractor hums at noon' };

export const scenesLock = [
  page('lock-none', '', 'Organization key', l.none),
  page('lock', '', 'Organization key', l.locked),
  page('lock-unlocked', '', 'Organization key', l.unlocked),
  page('lock-replaced', '', 'Organization key', l.replaced),
  page('lock-member', '', 'Organization key', l.locked, { answers: user }),
  page('lock-forbidden', '/reset', 'There is nothing here', l.locked, { answers: user }),
  page('lock-failed', '', 'This did not work', { problem: 500, kind: 'internal' }, { scene: { refusals: true } }),
  page('lock-ask', '', 'Organization key', l.locked, { scene: { go: steps(click('Unlock'), says('Its secrets open only with the organization key')) } }),
  page('lock-ask-too-often', '', 'Organization key', l.locked, {
    answers: { 'lock-unlock': l.tooMany },
    scene: { refusals: true, go: steps(click('Unlock'), (p) => p.getByRole('textbox', { name: 'Organization key' }).fill('not the one'), (p) => p.getByRole('dialog').getByRole('button', { name: 'Unlock', exact: true }).click(), says('You can try again in 10 minutes.')) },
  }),
  page('lock-mark', '', 'Organization key', l.unlocked, { scene: { go: steps(click('Northwind IT is unlocked'), says('Secrets of Northwind IT open in this session')) } }),
  page('lock-set', '/set', 'Set an organization key', l.none, { scene: { go: (p) => p.getByRole('button', { name: 'Copy the words' }).waitFor() } }),
  page('lock-set-weak', '/set', 'Set an organization key', l.none, {
    answers: { 'lock-set': { problem: 400, wire: { detail: 'The request is not valid.', fields: [{ name: 'body.key', reason: 'is too easy to guess: This is like a commonly used password. Leave it out to have six words made' }] } } },
    scene: { refusals: true, go: steps((p) => p.getByText('One that you choose').click(), fill(typed), click('Set the organization key'), says('This is too easy to guess')) },
  }),
  page('lock-set-code', '/set', 'Set an organization key', l.none, { answers: { 'lock-set': l.shown }, scene: { go: steps((p) => p.getByText('One that you choose').click(), fill(typed), click('Set the organization key'), says(l.code)) } }),
  page('lock-change', '/change', 'Change the organization key', l.locked),
  page('lock-recover', '/recover', 'Recover with the recovery code', l.locked),
  page('lock-replace', '/replace', 'Replace the keys of Northwind IT', l.unlocked),
  page('lock-reseal', '/reseal', 'Seal everything anew', l.replaced),
  page('lock-reseal-on', '/reseal', 'Seal everything anew', l.replaced, { answers: { 'keys-reseal': { done: false, sealed: 1240, refused: 0, wait: 60 } }, scene: { go: steps(click('Begin'), says('1,240 sealed anew.')) } }),
  page('lock-reset', '/reset', 'Reset Northwind IT?', l.locked, { answers: { 'lock-weigh': (_, asked) => l.weighed[asked.url().includes('after') ? 1 : 0] } }),
];
