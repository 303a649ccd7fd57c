import { useEffect } from 'react';
import { answer, api } from './client';

const every = 5 * 60_000; // ms; the service counts idleness no finer

/** Keeps the session from ending for being idle while somebody is there: moves the pointer or types. */
export function useKeepSession() {
  useEffect(() => {
    let last = Date.now();
    const active = () => {
      if (Date.now() - last < every || document.hidden) return;
      last = Date.now();
      // A failure is no news here: the next thing the person does will say so.
      answer(api.POST('/api/session/keep')).catch(() => undefined);
    };
    window.addEventListener('pointerdown', active);
    window.addEventListener('keydown', active);
    return () => {
      window.removeEventListener('pointerdown', active);
      window.removeEventListener('keydown', active);
    };
  }, []);
}
