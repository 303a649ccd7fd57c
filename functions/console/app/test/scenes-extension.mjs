// The extension's page, and what a launch says.
import * as a from './answers.mjs';
import * as j from './access.mjs';
import { extension, opened, refused } from './extension.mjs';
import { organization } from './inside.mjs';
import { click, says, steps } from './play.mjs';

const user = { 'person-me': a.me(a.asUser), 'notice-list': { items: [], unseen: 0 }, 'organization-see': organization, 'resource-see': j.place(j.access('standing')) };
const place = `/organizations/${a.provider}/resources/${a.resource}`;
const launch = (name, ...go) => ({ name, path: place, heading: 'Ad manager', signedIn: true, answers: user, go: steps(...go) });

export const scenesExtension = [
  { name: 'extension-missing', path: '/extension', heading: 'The browser extension', answers: {} },
  { name: 'extension-here', path: '/extension', heading: 'The browser extension', signedIn: true, answers: user, go: steps(extension(opened), says('It is in this browser')) },
  launch('launch-missing', click('Launch Ad manager'), says('Signing in takes the extension')),
  launch('launch-opened', extension(opened), click('Launch Ad manager'), says('is open in a new tab')),
  launch('launch-on-click', extension({ ...opened, fills: 'on click' }), click('Launch Ad manager'), says('within a minute')),
  launch('launch-locked', extension(refused('access-locked', 'Ad manager is locked: ask to be let in.')), click('Launch Ad manager'), says('ask to be let in')),
];
