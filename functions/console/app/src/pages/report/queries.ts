import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';
import { filePage } from '../../parts/save';
import { whole } from '../../parts/things';

export type Line = Schemas['ReportLine'];
/** What a report is about. */
export type About = 'apps' | 'members' | 'groups';
type Query = { day?: string; after?: string; limit?: number; format?: 'json' | 'csv' };
export type Subject = { organization: string; about: About; which: string };

const key = ({ organization, about, which }: Subject) => ['organization', organization, 'report', about, which];

function ask({ organization, about, which }: Subject, query: Query) {
  const parseAs = query.format === 'csv' ? 'text' : 'json';
  switch (about) {
    case 'apps':
      return api.GET('/api/organizations/{organization}/resources/{resource}/report', { params: { path: { organization, resource: which }, query }, parseAs });
    case 'members':
      return api.GET('/api/organizations/{organization}/members/{person}/report', { params: { path: { organization, person: which }, query }, parseAs });
    default:
      return api.GET('/api/organizations/{organization}/groups/{group}/report', { params: { path: { organization, group: which }, query }, parseAs });
  }
}

const page = async (of: Subject, query: Query) => (await answer(ask(of, query))) as Schemas['Report']; // never the file, which is not asked for

/** Who gets in now or, with a day, who could get in on it. */
export function useReport(of: Subject, day: string) {
  return useInfiniteQuery({
    queryKey: [...key(of), 'lines', day],
    queryFn: ({ pageParam }) => page(of, { limit: 50, ...(day && { day }), ...(pageParam && { after: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** The whole report as pieces of one file. */
export async function reportFile(of: Subject, day: string) {
  const pieces: string[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const piece = await filePage(ask(of, { limit: 100, format: 'csv', ...(day && { day }), ...(after && { after }) }));
    pieces.push(piece.text);
    after = piece.next;
  }
  return pieces;
}

/** The reports of some days. What was is what it stays; only today's goes on. */
export function useDays(of: Subject, days: string[]) {
  return useQueries({
    queries: days.map((day, n) => ({
      queryKey: [...key(of), 'day', day],
      queryFn: () => whole((after) => page(of, { day, limit: 100, ...(after && { after }) })),
      staleTime: n === days.length - 1 ? 60_000 : Infinity,
    })),
    combine: (all) => ({
      days: all.every((q) => q.data) ? all.map((q) => q.data!) : undefined,
      error: all.find((q) => q.error)?.error,
      again: () => all.forEach((q) => q.error && void q.refetch()),
    }),
  });
}
