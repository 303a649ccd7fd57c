import createClient from 'openapi-fetch';
import { useRef } from 'react';
import type { components, paths } from './generated';
import { unlocking } from './locked';
import { Problem } from './problem';

export type Schemas = components['schemas'];

/** The typed client, made from the OpenAPI document at build. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin', fetch: patient });

const patience = 30_000; // ms; longer than any route may take

function patient(request: Request) {
  return unlocking(request, (one) => fetch(one, { signal: AbortSignal.any([one.signal, AbortSignal.timeout(patience)]) }));
}

/** The good answer's body; anything else is thrown as a Problem. */
export async function answer<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let got;
  try {
    got = await asked;
  } catch {
    throw new Problem({ status: 0 });
  }
  if (!got.response.ok) {
    const wire = typeof got.error === 'object' && got.error !== null ? got.error : {};
    throw new Problem({ ...wire, status: got.response.status }, Number(got.response.headers.get('retry-after')) || 0);
  }
  return got.data as T;
}

/**
 * Makes the Idempotency-Key of a form: the same for the same content, so that trying again after a lost answer gets
 * the first answer and does nothing twice.
 */
export function useRepeatKey() {
  const last = useRef({ content: '', key: '' });
  return (content: unknown) => {
    const text = JSON.stringify(content);
    if (last.current.content !== text || last.current.key === '') {
      last.current = { content: text, key: crypto.randomUUID() };
    }
    return { 'Idempotency-Key': last.current.key };
  };
}
