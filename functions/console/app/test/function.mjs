// The real console function, compiled and run as Lambda runs it, behind a small HTTP server on loopback: what a page
// gets here, headers and policy included, is what it gets everywhere.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..');

/** Starts it. @returns {Promise<{origin: string, close: () => Promise<void>}>} */
export async function startFunction() {
  const place = mkdtempSync(join(tmpdir(), 'console-'));
  const binary = join(place, 'bootstrap');
  execFileSync('go', ['build', '-tags', 'lambda.norpc', '-o', binary, '.'], { cwd: folder, env: { ...process.env, CGO_ENABLED: '0' } });

  const waiting = []; // events nobody took yet: {id, event, answer}
  const taken = new Map();
  let idle; // the function's open question for the next event

  function hand() {
    if (!idle || waiting.length === 0) return;
    const next = waiting.shift();
    taken.set(next.id, next.answer);
    idle.writeHead(200, { 'lambda-runtime-aws-request-id': next.id, 'lambda-runtime-deadline-ms': String(Date.now() + 5000) });
    idle.end(JSON.stringify(next.event));
    idle = undefined;
  }

  const runtime = http.createServer((request, response) => {
    if (request.url.endsWith('/next')) {
      idle = response;
      return hand();
    }
    const id = request.url.split('/').at(-2);
    let body = '';
    request.on('data', (d) => (body += d));
    request.on('end', () => {
      response.writeHead(202).end();
      taken.get(id)?.(JSON.parse(body));
      taken.delete(id);
    });
  });
  await listen(runtime);

  let count = 0;
  const front = http.createServer((request, response) => {
    const id = `request-${++count}`;
    waiting.push({ id, event: eventOf(request, id), answer: (a) => write(response, a) });
    hand();
  });
  await listen(front);

  const child = spawn(binary, [], {
    env: { AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${runtime.address().port}` }, stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    origin: `http://localhost:${front.address().port}`,
    close: async () => {
      child.kill();
      front.close();
      front.closeAllConnections();
      runtime.close();
      runtime.closeAllConnections();
      rmSync(place, { recursive: true });
    },
  };
}

function listen(server) {
  return new Promise((ready) => server.listen(0, '127.0.0.1', ready));
}

function eventOf(request, id) {
  const { pathname } = new URL(request.url, 'http://localhost');
  return {
    version: '2.0', rawPath: pathname, headers: request.headers,
    requestContext: { requestId: id, timeEpoch: Date.now(), http: { method: request.method, path: pathname } },
  };
}

function write(response, answer) {
  response.writeHead(answer.statusCode, answer.headers);
  response.end(answer.isBase64Encoded ? Buffer.from(answer.body, 'base64') : answer.body);
}
