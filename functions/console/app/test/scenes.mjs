// Every page in every state that somebody may see: where it is, what the service answers, and how one gets there.
import * as a from './answers.mjs';
import { organization } from './inside.mjs';
import { click, fill, says, steps } from './play.mjs';
import { scenesAccess } from './scenes-access.mjs';
import { scenesApps } from './scenes-apps.mjs';
import { scenesConsent } from './scenes-consent.mjs';
import { scenesExtension } from './scenes-extension.mjs';
import { scenesInside } from './scenes-inside.mjs';
import { scenesVault } from './scenes-vault.mjs';
import { scenesLock } from './scenes-lock.mjs';
import { scenesReport } from './scenes-report.mjs';
import { scenesShare } from './scenes-share.mjs';
import { scenesSites } from './scenes-sites.mjs';

const inn = { 'request-queue': { items: [] }, 'person-me': a.me(a.asOwner), 'notice-list': a.notices };
const admin = { ...inn, 'person-me': a.me(a.asAdmin), 'organization-see': organization };
const list = (...items) => ({ 'delegation-list': { items } });
const loan = `/requests/${a.personal}/${a.loan}`;
const shared = { ...inn, ...list(a.delegation('shared')), 'delegation-activity': a.activity };
const never = { items: [], people: [] };

const link = '/request#token-of-the-mail';

/** {name, path, heading, answers, signedIn, go, refusals}: heading is what the page says in the end. */
export const scenes = [
  { name: 'signin', path: '/', heading: 'Sign in', answers: {} },
  { name: 'sign-in', path: '/sign-in', heading: 'Sign in', answers: {} },
  { name: 'signin-wrong', path: '/', heading: 'Sign in', refusals: true,
    answers: { 'session-create': { problem: 401, kind: 'unauthenticated', wire: { detail: 'The address or the password is wrong.' } } },
    go: steps(fill({ Email: 'olive@bakery.example', Password: 'not the one' }), click('Sign in'), says('The address or the password is wrong.')) },
  { name: 'signin-too-often', path: '/', heading: 'Sign in', refusals: true,
    answers: { 'session-create': { problem: 429, kind: 'too-many', headers: { 'retry-after': '720' }, wire: { detail: 'There were too many wrong passwords.' } } },
    go: steps(fill({ Email: 'olive@bakery.example', Password: 'not the one' }), click('Sign in'), says('There were too many wrong passwords. You can try again in 12 minutes.')) },
  { name: 'signin-deep', path: '/shared', heading: 'Sign in to see this', answers: {} },
  { name: 'signup', path: '/sign-up', heading: 'Sign up your organization', answers: {} },
  { name: 'signup-empty', path: '/sign-up', heading: 'Sign up your organization', answers: {}, go: click('Sign up') },
  { name: 'signup-sent', path: '/sign-up', heading: 'Look into your mailbox', answers: { 'signup-create': { message: 'A mail is on its way.' } },
    go: steps(fill({ Organization: 'Northwind IT', 'Your name': 'Dana Reyes', 'Your work email': 'dana@northwind.example', Password: 'three blue horses' }), click('Sign up')) },
  { name: 'confirm', path: '/confirm#token', heading: 'Confirm your address', answers: {} },
  { name: 'confirm-reloaded', path: '/confirm', heading: 'Open the link in your mail once more', answers: {} },
  { name: 'invitation', path: '/invitation#token', heading: 'Dana Reyes invites you to Northwind IT', answers: { 'invitation-see': a.invitation } },
  { name: 'invitation-code', path: '/invitation#token', heading: 'Dana Reyes invites you to Northwind IT', answers: { 'invitation-see': a.invitation, 'invitation-code': { message: 'A code is on its way.' } },
    go: steps(click('Send me the code'), says('Code from the mail')) },
  { name: 'invitation-known', path: '/invitation#token', heading: 'Dana Reyes invites you to Northwind IT', answers: { 'invitation-see': { ...a.invitation, known: true } } },
  { name: 'invitation-gone', path: '/invitation#token', heading: 'This invitation is no longer open', refusals: true, answers: { 'invitation-see': { problem: 404, kind: 'not-found' } } },

  { name: 'request', path: link, heading: 'Northwind IT asks for the use of your account', answers: { 'delegation-see': a.seen } },
  { name: 'request-long', path: link, heading: 'The Organization With A Rather Long Name & Sons International asks for the use of your account',
    answers: { 'delegation-see': { ...a.seen, organization: 'The Organization With A Rather Long Name & Sons International', askerEmail: 'bartholomew.featherstonehaugh@communications.northwind.example', asker: 'Bartholomew Featherstonehaugh', message: '<b>Please</b> agree. '.repeat(40), address: 'https://a-very-long-host-name-that-somebody-chose.subdomain.social.example/login' } } },
  { name: 'request-gone', path: link, heading: 'This link leads nowhere', refusals: true, answers: { 'delegation-see': { problem: 404, kind: 'not-found' } } },
  { name: 'request-denied', path: link, heading: 'Access to Social account was denied', answers: { 'delegation-see': { ...a.seen, state: 'denied', claimed: true } } },
  { name: 'request-cancelled', path: link, heading: 'This request was cancelled', answers: { 'delegation-see': { ...a.seen, state: 'cancelled' } } },
  { name: 'request-revoked', path: link, heading: 'Access to Social account has ended', answers: { 'delegation-see': { ...a.seen, state: 'revoked', claimed: true } } },
  { name: 'request-lapsed', path: link, heading: 'This request has lapsed', answers: { 'delegation-see': { ...a.seen, state: 'lapsed' } } },
  { name: 'request-unknown', path: link, heading: 'You do not know Northwind IT?', answers: { 'delegation-see': a.seen }, go: click('I do not know them') },
  { name: 'request-unknown-code', path: link, heading: 'You do not know Northwind IT?', answers: { 'delegation-see': a.seen, 'delegation-code': { message: 'A code is on its way.' } },
    go: steps(click('I do not know them'), click('Send me the code'), says('Code from the mail')) },
  { name: 'request-unknown-claimed', path: link, heading: 'Sign in to answer', answers: { 'delegation-see': { ...a.seen, claimed: true } }, go: click('I do not know them') },
  { name: 'request-offline', path: link, heading: 'No connection to Valetkey', refusals: true, answers: { 'delegation-see': 'offline' } },
  { name: 'request-prove', path: link, heading: 'Is this address yours?', answers: { 'delegation-see': a.seen }, go: click('Share access') },
  { name: 'request-signin', path: link, heading: 'Sign in to answer', answers: { 'delegation-see': { ...a.seen, claimed: true } }, go: click('Deny') },
  { name: 'request-join', path: link, heading: 'Your free account', answers: { 'delegation-see': a.seen, 'delegation-code': { message: 'A code is on its way.' } },
    go: steps(click('Share access'), click('Send me the code')) },
  { name: 'request-join-wrong', path: link, heading: 'Your free account', refusals: true,
    answers: { 'delegation-see': a.seen, 'delegation-code': { message: 'A code is on its way.' },
      'delegation-join': { problem: 400, wire: { detail: 'The request is not valid.', fields: [{ name: 'body.code', reason: 'is not the code that was mailed' }] } } },
    go: steps(click('Share access'), click('Send me the code'), fill({ 'Code from the mail': '1234 5678', 'Your name': 'Olive Baker', 'Choose a password for Valetkey': 'three blue horses' }), click('Go on'), says('This is not the code that was mailed.')) },
  { name: 'request-other-address', path: link, heading: 'Is this address yours too?', signedIn: true, refusals: true,
    answers: { ...inn, 'delegation-see': a.seen, 'delegation-claim': { problem: 400, wire: { fields: [{ name: 'body.code', reason: 'Type the code.' }] } } },
    go: click('Share access') },

  { name: 'home-owner', path: '/', heading: 'Hello, Olive', signedIn: true, answers: { ...inn, ...list(a.delegation('pending'), a.delegation('shared')) } },
  { name: 'home-admin', path: '/', heading: 'Hello, Olive', signedIn: true, answers: { ...admin, 'resource-list': { items: a.resources } } },
  { name: 'home-member-empty', path: '/', heading: 'Hello, Olive', signedIn: true, answers: { ...inn, 'person-me': a.me(a.asUser), 'organization-see': organization, 'resource-list': { items: [] } } },
  { name: 'home-both', path: '/', heading: 'Hello, Olive', signedIn: true, answers: { ...inn, 'person-me': a.me(a.asUser, a.asOwner, a.asSuspended), 'organization-see': organization, 'resource-list': { items: a.resources.slice(1, 3) }, ...list() } },
  { name: 'home-loading', path: '/', heading: 'Hello, Olive', signedIn: true, answers: { ...admin, 'resource-list': 'never' } },
  { name: 'home-failed', path: '/', heading: 'Hello, Olive', signedIn: true, refusals: true, answers: { ...admin, 'resource-list': { problem: 500, kind: 'internal' } } },
  { name: 'menu', path: '/', heading: 'Hello, Olive', signedIn: true, answers: { ...admin, 'resource-list': { items: a.resources } }, go: click('OB, your account: Olive Baker') },
  { name: 'notices', path: '/notices', heading: 'Notices', signedIn: true, answers: inn },
  { name: 'notices-empty', path: '/notices', heading: 'Notices', signedIn: true, answers: { ...inn, 'notice-list': { items: [], unseen: 0 } } },
  { name: 'requests', path: '/requests', heading: 'Requests', signedIn: true, answers: { ...inn, ...list(a.delegation('pending'), a.delegation('denied'), a.delegation('shared')) } },
  { name: 'requests-none', path: '/requests', heading: 'Requests', signedIn: true, answers: { ...inn, ...list() } },
  { name: 'shared', path: '/shared', heading: 'Shared access', signedIn: true, answers: { ...inn, ...list(a.delegation('shared'), a.delegation('revoked')) } },
  { name: 'loan-pending', path: loan, heading: 'Northwind IT asks for the use of your account', signedIn: true, answers: { ...inn, ...list(a.delegation('pending')) } },
  { name: 'loan-share', path: `${loan}/share`, heading: 'Share your login of Social account', signedIn: true, answers: { ...inn, ...list(a.delegation('pending')) } },
  { name: 'loan-deny', path: `${loan}/deny`, heading: 'Deny access to Social account?', signedIn: true, answers: { ...inn, ...list(a.delegation('pending')) } },
  { name: 'loan-denied', path: loan, heading: 'You denied access to Social account', signedIn: true, answers: { ...inn, ...list(a.delegation('denied')) } },
  { name: 'loan-lapsed', path: loan, heading: 'The request for Social account has lapsed', signedIn: true, answers: { ...inn, ...list(a.delegation('lapsed')) } },
  { name: 'loan-done', path: `${loan}/done`, heading: 'Done: access is shared', signedIn: true, answers: shared },
  { name: 'loan-manage', path: loan, heading: 'Social account', signedIn: true, answers: shared },
  { name: 'loan-unused', path: loan, heading: 'Social account', signedIn: true, answers: { ...shared, ...list(a.delegation('shared', { allowViewing: true })), 'delegation-activity': never } },
  { name: 'loan-login', path: `${loan}/login`, heading: 'Change the login of Social account', signedIn: true, answers: shared },
  { name: 'loan-revoke', path: `${loan}/revoke`, heading: 'Revoke access to Social account?', signedIn: true, answers: shared },
  { name: 'loan-revoked', path: loan, heading: 'Access to Social account is revoked', signedIn: true, answers: { ...shared, ...list(a.delegation('revoked')) } },
  { name: 'loan-cancelled', path: loan, heading: 'The request for Social account was cancelled', signedIn: true, answers: { ...inn, ...list(a.delegation('cancelled')) } },
  { name: 'loan-unknown', path: loan, heading: 'You said that you do not know Northwind IT', signedIn: true, answers: { ...inn, ...list(a.delegation('denied', { unknown: true })) } },
  { name: 'loan-disown', path: `${loan}/unknown`, heading: 'You do not know Northwind IT?', signedIn: true, answers: { ...inn, ...list(a.delegation('pending')) } },
  { name: 'loan-over', path: loan, heading: 'Access to Social account has ended', signedIn: true, answers: { ...shared, ...list(a.delegation('revoked', { ends: a.ago(1), ended: a.ago(1) })) } },
  { name: 'loan-ends', path: loan, heading: 'Social account', signedIn: true, answers: { ...shared, ...list(a.delegation('shared', { ends: a.ago(-40), allowViewing: true, hasCodes: true })) } },
  { name: 'loan-end', path: `${loan}/end`, heading: 'When does access to Social account end?', signedIn: true, answers: { ...shared, ...list(a.delegation('shared', { ends: a.ago(-40) })) } },
  { name: 'loan-end-wrong', path: `${loan}/end`, heading: 'When does access to Social account end?', signedIn: true, answers: shared,
    go: steps(fill({ 'Last day': '2020-01-01' }), click('Set the end date'), says('This is over, or nearly: take a later day.')) },
  { name: 'loan-allow', path: `${loan}/viewing`, heading: 'Let Northwind IT see the password?', signedIn: true, answers: shared },
  { name: 'loan-forbid', path: `${loan}/viewing`, heading: 'Stop showing the password to Northwind IT?', signedIn: true, answers: { ...shared, ...list(a.delegation('shared', { allowViewing: true })) } },
  { name: 'loan-login-codes', path: `${loan}/login`, heading: 'Change the login of Social account', signedIn: true, answers: { ...shared, ...list(a.delegation('shared', { hasCodes: true })) } },
  { name: 'loan-share-codes', path: `${loan}/share`, heading: 'Share your login of Social account', signedIn: true, answers: { ...inn, ...list(a.delegation('pending')) },
    go: steps(click('It asks for sign-in codes'), click('Add notes'), fill({ 'Last day, if you like': '2027-05-31' }), says('Until the end of Monday')) },
  { name: 'loan-absent', path: loan, heading: 'There is nothing here', signedIn: true, answers: { ...inn, ...list() } },
  { name: 'resource', path: `/organizations/${a.provider}/resources/${a.resource}`, heading: 'Ad manager of the bakery in the old town', signedIn: true, answers: { ...admin, 'resource-see': a.resourceDetail } },
  { name: 'resource-denied', path: `/organizations/${a.provider}/resources/${a.resource}`, heading: 'Newsletter', signedIn: true, answers: { ...admin, 'resource-see': { ...a.resources[3], assignments: [], credentials: [] } } },
  { name: 'ask', path: `/organizations/${a.provider}/ask`, heading: 'Ask an owner for access', signedIn: true, answers: { ...admin, 'app-list': { items: [] } } },
  { name: 'invite', path: `/organizations/${a.provider}/invite`, heading: 'Invite somebody', signedIn: true, answers: admin },
  { name: 'absent', path: '/no/such/page', heading: 'There is nothing here', answers: {} },
  ...scenesExtension,
  ...scenesInside,
  ...scenesAccess, ...scenesApps,
  ...scenesConsent,
  ...scenesLock,
  ...scenesVault,
  ...scenesSites,
  ...scenesShare,
  ...scenesReport,
];
