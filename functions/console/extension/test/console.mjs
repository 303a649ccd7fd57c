// A stand-in for the console: its cookie, its check of the Origin, and of the API what the extension asks, with the
// rule of tickets in small (shared/access/ticket.go). Every good answer is held against the OpenAPI document.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { fits, id, me, asUser, operationAt, provider } from '../../app/test/answers.mjs';

export { asUser, asAdmin, ago, id, provider } from '../../app/test/answers.mjs';
const life = 60_000; // ms

/** A login for an origin, as it is listed. */
export const here = (n, more = {}) => ({ credential: id('cred', n), name: `Login ${n}`, username: 'ravi', state: 'open', ...more });

/** Starts one. What is in `world` is what is true: a test changes it as it goes. */
export async function startConsole() {
  const world = {};
  const server = http.createServer((request, response) => void serve(world, request, response));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://localhost:${server.address().port}`;
  Object.assign(world, { origin, reset: () => reset(world), close: () => (server.close(), server.closeAllConnections()) });
  return world.reset();
}

function reset(world) {
  return Object.assign(world, { at: () => Date.now(), memberships: [asUser], signedIn: true, items: [], origins: {}, secrets: {}, tickets: new Map(), asked: [], away: false, slow: 0, answers: {}, locked: false });
}

async function serve(world, request, response) {
  const url = new URL(request.url, world.origin);
  if (!url.pathname.startsWith('/api/')) {
    response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': '__Host-valetkey=the-session; Path=/; Secure; HttpOnly; SameSite=Lax' });
    return response.end('<!doctype html><title>Console</title><h1>Console</h1>');
  }
  let text = '';
  for await (const part of request) text += part;
  const operation = operationAt(request.method, url.pathname);
  const asked = { name: operation.operationId, path: url.pathname, query: Object.fromEntries(url.searchParams), body: text ? JSON.parse(text) : undefined, headers: request.headers };
  world.asked.push(asked);
  if (world.slow) await new Promise((go) => setTimeout(go, world.slow));
  if (world.away) return response.destroy();
  const given = await answerOf(world, asked, request);
  if (given.problem) {
    response.writeHead(given.problem, { 'content-type': 'application/problem+json' });
    return response.end(JSON.stringify({ type: `urn:valetkey:problem:${given.kind ?? 'forbidden'}`, title: 'Refused', status: given.problem, detail: given.detail }));
  }
  const [status, good] = Object.entries(operation.responses).find(([s]) => s !== 'default');
  fits(good.content['application/json'].schema, given, asked.name);
  response.writeHead(Number(status), { 'content-type': 'application/json', 'cache-control': 'no-store' });
  return response.end(JSON.stringify(given));
}

const no = (problem, detail, kind) => ({ problem, detail, kind });

function answerOf(world, asked, request) {
  if (request.method !== 'GET' && request.headers.origin !== world.origin) return no(403, 'This did not come from our own page.');
  if (!world.signedIn || !(request.headers.cookie ?? '').includes('__Host-valetkey=the-session')) return no(401, 'Please sign in.', 'unauthenticated');
  const own = world.answers[asked.name];
  if (own) return typeof own === 'function' ? own(asked, () => usual(world, asked)) : own;
  return usual(world, asked);
}

function usual(world, asked) {
  switch (asked.name) {
    case 'person-me': return me(...world.memberships);
    case 'vault-here': return { items: world.items.filter((i) => (world.origins[i.credential] ?? asked.query.origin) === asked.query.origin), ...(world.locked && { locked: true }) };
    case 'credential-launch':
    case 'vault-launch': return launch(world, asked);
    case 'credential-fill': return fill(world, asked);
    default: return no(404, 'There is nothing here.');
  }
}

const credentialOf = (asked) => asked.path.match(/cred_\w+/)[0];

function launch(world, asked) {
  const credential = credentialOf(asked);
  if (world.locked) return no(403, 'Northwind IT is locked. Type its organization key first.', 'organization-locked');
  const ticket = `ticket-${randomUUID()}`;
  const origin = world.origins[credential];
  const { username = '' } = world.secrets[credential];
  world.tickets.set(ticket, { credential, origin, ends: world.at() + life });
  return { ticket, origin, address: world.secrets[credential].address ?? `${origin}/`, username, ends: new Date(world.at() + life).toISOString(), version: 1 };
}

function fill(world, asked) {
  const t = world.tickets.get(asked.body.ticket);
  const credential = credentialOf(asked);
  if (!t || t.credential !== credential) return no(404, 'There is no such ticket.', 'not_found');
  if (t.used) return no(403, `This launch was filled in already, at ${t.used}. Launch it again.`);
  if (world.at() >= t.ends) return no(403, `This launch is over: it was good until ${new Date(t.ends).toISOString()}. Launch it again.`);
  if (asked.body.origin !== t.origin) return no(403, `This launch is for ${t.origin} and no other address. Launch it again.`);
  t.used = new Date(world.at()).toISOString();
  const { username = '', secret, code, address = `${t.origin}/` } = world.secrets[credential];
  return { address, username, secret, version: 1, ...(code && { code, codeEnds: 20 }) };
}

/** Puts a login there: listed, and launched for an origin. */
export function put(world, n, origin, secret, more = {}) {
  const item = here(n, { name: secret.name ?? `Login ${n}`, username: secret.username ?? 'ravi', ...(secret.code && { codes: true }), ...more });
  world.items.push(item);
  world.origins[item.credential] = origin;
  world.secrets[item.credential] = { username: 'ravi', ...secret };
  return { organization: provider, credential: item.credential, ...(item.resource && { resource: item.resource }) };
}
