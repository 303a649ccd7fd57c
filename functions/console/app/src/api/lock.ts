import { queryOptions } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { answer, api } from './client';
import { whenLocked } from './locked';

/** Whether an organization key is set, and whether this session has unlocked. */
export const lockQuery = (organization: string) => queryOptions({
  queryKey: ['organization', organization, 'lock'],
  queryFn: () => answer(api.GET('/api/organizations/{organization}/lock', { params: { path: { organization } } })),
  staleTime: 60_000,
});

type Asked = { organization: string; answered: (unlocked: boolean) => void };

let asked: Asked[] = [];
const listeners = new Set<() => void>();

function change(now: Asked[]) {
  asked = now;
  for (const tell of listeners) tell();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Asks whoever is there to unlock an organization: true once they have, false if they would rather not. */
export function askToUnlock(organization: string) {
  return new Promise<boolean>((answered) => change([...asked, { organization, answered }]));
}

/** The organization that somebody is asked to unlock now, if any. */
export function useAsked() {
  return useSyncExternalStore(subscribe, () => asked[0]?.organization);
}

/** Lets go on, or refuses, all that waits for an organization: several acts may, and are asked for once. */
export function answerAsked(organization: string, unlocked: boolean) {
  const waiting = asked.filter((one) => one.organization === organization);
  change(asked.filter((one) => one.organization !== organization));
  for (const one of waiting) one.answered(unlocked);
}

whenLocked(askToUnlock);
