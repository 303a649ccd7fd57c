import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { Filed, Filter } from './queries';

/** What the address says is shown: it can be sent to a colleague, and going back finds it again. */
export function useFilter() {
  const [params, setParams] = useSearchParams();
  const filter: Filter = useMemo(() => {
    const text = (name: string) => params.get(name) ?? '';
    return { folder: text('folder'), client: text('client'), type: text('type'), tag: text('tag'), state: text('state'), mine: text('owner') === 'me' };
  }, [params]);
  const set = (change: Record<string, string>, replace = true) =>
    setParams((was) => {
      const now = new URLSearchParams(was);
      for (const [name, value] of Object.entries(change)) {
        if (value) now.set(name, value);
        else now.delete(name);
      }
      return now;
    }, { replace });
  return { filter, words: params.get('words') ?? '', set };
}

/** Whether a search's find is what is asked for besides: the service finds by words alone. */
export function holds(one: Filed, filter: Filter, me: string) {
  const { folder, client, type, tag, state, mine } = filter;
  return (!folder || one.folder === folder) && (!client || one.client === client) && (!type || one.type === type) && (!mine || one.owner === me)
    && (!tag || (one.tags ?? []).some((t) => t.toLowerCase() === tag.toLowerCase()))
    && (state !== 'disabled' || Boolean(one.disabled)) && (state !== 'due' || Boolean(one.due));
}

/** How many ways of narrowing are in use, but for the words. */
export const narrowed = ({ folder, client, type, tag, state, mine }: Filter) => Boolean(folder || client || type || tag || state || mine);
