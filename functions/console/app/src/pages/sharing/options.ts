import type { Schemas } from '../../api/client';
import { dayOf, endOf, wrongEnd } from '../../parts/end-date';

type There = Schemas['PersonThere'];

/** How something is to be shared, as a form holds it. */
export type Options = { mode: Schemas['Share']['mode']; everyone: boolean; chosen: There[]; log: boolean; ends: string };

/** How something that is shared is, or how one that is not begins. */
export function optionsOf(share?: Schemas['Share']): Options {
  if (!share) return { mode: 'read', everyone: true, chosen: [], log: false, ends: '' };
  const { mode, everyone, people, groups, log, ends } = share;
  return { mode, everyone, chosen: [...groups, ...people], log, ends: ends ? dayOf(new Date(ends)) : '' };
}

export const idOf = (one: There) => one.group ?? one.person ?? '';

/** What the service is told of it. An end whose day stays keeps its minute. */
export function bodyOf({ mode, everyone, chosen, log, ends }: Options, was?: string): Schemas['ShareSet'] {
  const people = chosen.flatMap((one) => one.person ?? []);
  const groups = chosen.flatMap((one) => one.group ?? []);
  const kept = was && dayOf(new Date(was)) === ends ? was : undefined;
  return {
    mode, ...(everyone ? { everyone } : { ...(people.length > 0 && { people }), ...(groups.length > 0 && { groups }) }),
    ...(log && { log }), ...(ends && { ends: kept ?? endOf(ends).toISOString() }),
  };
}

export type Wrong = { people?: string; ends?: string };

/** What is wrong with it, if anything. */
export function wrongWith({ everyone, chosen, ends }: Options, was?: Options): Wrong {
  const people = chosen.filter((one) => one.person).length;
  return {
    people: everyone ? undefined : chosen.length === 0 ? 'Choose somebody, or everyone there.'
      : people > 50 ? 'At most 50 people: choose a group of theirs.' : chosen.length - people > 10 ? 'At most 10 groups.' : undefined,
    ends: ends === was?.ends ? undefined : wrongEnd(ends),
  };
}
