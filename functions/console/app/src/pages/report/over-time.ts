import type { Line } from './queries';

/** From an instant until before another, in ms: how many could get in, always or for a period they asked for. */
export type Piece = { from: number; to: number; always: number; period: number };
export type Day = { day: string; always: number; period: number; hours: number };

type Span = { from: number; to: number };

/** The last so many days as the service names them, oldest first: none before the organization was. */
export function lastDays(now: number, count: number, since: string) {
  const first = since.slice(0, 10);
  return Array.from({ length: count }, (_, n) => new Date(now - (count - 1 - n) * 86_400_000).toISOString().slice(0, 10)).filter((d) => d >= first);
}

/**
 * How many could get in at each time, from the times that the reports of the days give. Somebody with several ways is
 * counted once for each of what the report counts, and as let in always if one of the ways is always open.
 */
export function overTime(days: Line[][], counted: (l: Line) => string): Piece[] {
  const ways = new Map<string, { always: Span[]; period: Span[] }>();
  for (const l of days.flat()) {
    const one = ways.get(counted(l)) ?? { always: [], period: [] };
    ways.set(counted(l), one);
    for (const t of l.times) one[l.state === 'standing' ? 'always' : 'period'].push({ from: Date.parse(t.from), to: Date.parse(t.to) });
  }
  const steps = [...ways.values()].map((w) => {
    const always = union(w.always);
    return { always, period: union(w.period).flatMap((s) => without(s, always)) };
  });
  const cuts = [...new Set(steps.flatMap((s) => [...s.always, ...s.period]).flatMap((s) => [s.from, s.to]))].toSorted((a, b) => a - b);
  const count = (at: number, of: 'always' | 'period') => steps.filter((s) => s[of].some((x) => x.from <= at && at < x.to)).length;
  const pieces: Piece[] = [];
  for (const [n, from] of cuts.entries()) {
    const to = cuts[n + 1];
    if (to === undefined) break;
    const [always, period] = [count(from, 'always'), count(from, 'period')];
    const last = pieces.at(-1);
    if (last && last.always === always && last.period === period) last.to = to;
    else pieces.push({ from, to, always, period });
  }
  return pieces;
}

/** The same by days: the most at once, and how long anybody was let in for a period. */
export function byDay(pieces: Piece[], days: string[]): Day[] {
  return days.map((day) => {
    const from = Date.parse(`${day}T00:00:00Z`), to = from + 86_400_000;
    const here = pieces.filter((p) => p.from < to && from < p.to);
    const hours = here.reduce((sum, p) => sum + (p.period > 0 ? Math.min(p.to, to) - Math.max(p.from, from) : 0), 0) / 3_600_000;
    return { day, always: Math.max(0, ...here.map((p) => p.always)), period: Math.max(0, ...here.map((p) => p.period)), hours };
  });
}

/** Whole numbers for an axis from zero on, at most five of them above it. */
export function ticks(most: number) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((s) => most / s <= 5) ?? 10_000;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, n) => n * step);
}

function union(spans: Span[]) {
  const out: Span[] = [];
  for (const s of spans.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && s.from <= last.to) last.to = Math.max(last.to, s.to);
    else out.push({ ...s });
  }
  return out;
}

/** What of a span is in none of some others, which are in order and apart. */
function without(span: Span, others: Span[]) {
  const out: Span[] = [];
  let { from } = span;
  for (const o of others) {
    if (o.to <= from || o.from >= span.to) continue;
    if (o.from > from) out.push({ from, to: o.from });
    from = o.to;
  }
  if (from < span.to) out.push({ from, to: span.to });
  return out;
}
