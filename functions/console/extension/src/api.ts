import createClient from 'openapi-fetch';
import type { components, paths } from '../../app/src/api/generated';

export type Schemas = components['schemas'];

const patience = 30_000; // ms; longer than any route may take

/**
 * The console's API by the console's own session: its cookie is sent by the browser, and no script here can read it.
 * Nothing that is answered is kept.
 */
export const api = createClient<paths>({
  baseUrl: ORIGIN,
  credentials: 'include',
  cache: 'no-store',
  redirect: 'error',
  fetch: (one) => fetch(one, { signal: AbortSignal.timeout(patience) }),
});

/** What came instead of a good answer; status 0 if nothing came. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  constructor(status: number, wire?: Partial<Schemas['Problem']>) {
    const fields = (wire?.fields ?? []).map((f) => `${f.name.replace(/^\w+\./, '')} ${f.reason}`).join('; ');
    super(local(wire?.detail ?? sentence(status)) + (fields && ` (${fields})`));
    this.status = status;
    this.type = (wire?.type ?? '').replace('urn:valetkey:problem:', '');
  }
}

/** The good answer's body; anything else is thrown as a Refusal. */
export async function answer<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let got;
  try {
    got = await asked;
  } catch {
    throw new Refusal(0);
  }
  if (!got.response.ok) throw new Refusal(got.response.status, typeof got.error === 'object' && got.error !== null ? got.error : {});
  return got.data as T;
}

/** Anything thrown as a Refusal. */
export const refusalOf = (thrown: unknown) => (thrown instanceof Refusal ? thrown : new Refusal(-1));

function sentence(status: number) {
  switch (status) {
    case 0: return 'Valetkey could not be reached. Look at your connection and try again.';
    case 401: return 'You are not signed in any more.';
    case 404: return 'There is nothing here, or it is not yours to see.';
    case 429: return 'That was too often in a short time. Wait a little and try again.';
    case 503: return 'A part of Valetkey is down right now. Nothing was done: try again in a minute.';
    default: return 'Something went wrong on our side. Try again in a minute.';
  }
}

const inZone = new Intl.DateTimeFormat(navigator.language.startsWith('en') ? navigator.language : 'en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Instants in a message, in the viewer's zone. They are of this minute or the last: the day goes without saying. */
function local(message: string) {
  return message.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g, (at) => inZone.format(new Date(at)));
}
