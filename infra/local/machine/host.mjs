// Runs executions of one state machine for infra/local/machine, in memory:
//   node host.mjs <definition> <substitutions as JSON> <port> <address to call back>
// POST / starts one: {name, input}. A task is a POST to <back>/task; the end of an
// execution is a POST to <back>/over.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { StateMachine } from 'aws-local-stepfunctions';

const [file, substitutions, port, back] = process.argv.slice(2);

// A timer of more than 24.8 days fires at once in Node; Step Functions waits for
// up to a year.
const most = 2 ** 31 - 1;
const timer = globalThis.setTimeout;
globalThis.setTimeout = (act, ms, ...args) =>
  ms > most ? timer(() => globalThis.setTimeout(act, ms - most, ...args), most) : timer(act, ms, ...args);

let text = readFileSync(file, 'utf8');
for (const [name, value] of Object.entries(JSON.parse(substitutions))) text = text.replaceAll('${' + name + '}', value);
const definition = JSON.parse(text);
const machine = new StateMachine(definition);

async function tell(path, body) {
  const answer = await fetch(back + path, { method: 'POST', body: JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(said.errorMessage), { name: said.errorType ?? 'Lambda.Unknown' });
  return said;
}

const taskResourceLocalHandlers = {};
for (const [name, state] of Object.entries(definition.States)) {
  if (state.Type === 'Task') taskResourceLocalHandlers[name] = (event) => tell('/task', { resource: state.Resource, event });
}

async function run({ name, input }) {
  // The library has no context of its own: a state's parameters are read when it
  // is entered, which is when this is asked.
  const context = { Execution: { Name: name }, State: { get EnteredTime() { return new Date().toISOString(); } } };
  const execution = machine.run(input, { overrides: { taskResourceLocalHandlers }, context });
  const over = { name, transitions: 0, retries: 0 };
  const counted = (async () => {
    for await (const event of execution.eventLogs) {
      if (event.type === 'StateEntered') over.transitions++;
      if (event.type === 'StateRetried') over.retries++;
    }
  })();
  try {
    over.output = await execution.result;
    over.status = 'SUCCEEDED';
  } catch (failed) {
    over.status = 'FAILED';
    over.error = failed.cause?.name ?? failed.name;
    over.cause = failed.cause?.message ?? failed.message;
  }
  await counted;
  await tell('/over', over);
}

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.method === 'POST') run(JSON.parse(body)).catch((failed) => console.error(failed));
  response.end('{}');
}).listen(Number(port), '127.0.0.1');
