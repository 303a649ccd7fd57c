import { useEffect, useRef, useState } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { pagesOf, type Page, type Taken } from './csv';

const least = 25; // rows in a page that is sent once more
const pause = (ms: number) => new Promise((go) => { setTimeout(go, ms); });

export type Row = Schemas['ImportRow'];
export type Duplicates = 'skip' | 'keep';
type Going = { does: 'check' | 'bring'; at: number }; // at: the last row that was dealt with

/**
 * Sends the rows of a file, from one on, page by page: to say what would become of them, or to bring them in. It stops
 * when the page is left. What was sent is kept by nothing: no query and no mutation knows the rows.
 */
export function useRun(organization: string, one: string, file: Taken, from: number) {
  const [judged, setJudged] = useState<Row[]>([]);
  const [going, setGoing] = useState<Going>();
  const [error, setError] = useState<unknown>();
  const [checked, setChecked] = useState(from - 1);
  const [reached, setReached] = useState(from - 1);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  async function run(does: Going['does'], first: number, send: (page: Page, signal: AbortSignal) => Promise<Schemas['ImportRows']>) {
    stop.current?.abort();
    const { signal } = stop.current = new AbortController();
    setError(undefined);
    let at = first - 1;
    setGoing({ does, at });
    try {
      let size: number | undefined;
      for (let pages = pagesOf(file, first); pages.length > 0 && !signal.aborted;) {
        const page = pages[0]!;
        let got;
        try {
          got = await send(page, signal);
        } catch (e) {
          // Too much for the service at this moment: half of it is sent. What it did of a page already, it knows.
          if (signal.aborted || problemOf(e).status < 500 || page.count <= least) throw e;
          size = Math.max(least, Math.ceil(page.count / 2));
          pages = pagesOf(file, page.first, size);
          await pause(500);
          continue;
        }
        const { rows, next } = got;
        if (signal.aborted) return;
        setJudged((was) => merged(was, rows));
        at = next ? next - 1 : page.first + page.count - 1;
        setGoing({ does, at });
        if (does === 'check') setChecked(at);
        else setReached(at);
        // Time was up in the middle of a page: the rest of it begins the next one.
        pages = next ? pagesOf(file, next, size) : pages.slice(1);
      }
      if (signal.aborted) return;
      // Also past rows at the end that no call takes.
      if (does === 'check') setChecked(file.rows.length);
      else setReached(file.rows.length);
    } catch (e) {
      if (!signal.aborted) setError(e);
    } finally {
      if (!signal.aborted) setGoing(undefined);
    }
  }

  const path = { organization, import: one };
  return {
    judged,
    going,
    error,
    /** The last row of which it is known what would become of it. */
    checked,
    /** The last row that was brought in. */
    reached,
    check: () => run('check', checked + 1, ({ first, csv }, signal) =>
      answer(api.POST('/api/organizations/{organization}/imports/{import}/check', { signal, params: { path }, body: { first, csv } }))),
    bring: (first: number, duplicates: Duplicates) => run('bring', first, ({ first: at, csv }, signal) =>
      answer(api.POST('/api/organizations/{organization}/imports/{import}/rows', { signal, params: { path }, body: { first: at, csv, duplicates } }))),
    /** Stops for now: what is done stays. */
    halt: () => {
      stop.current?.abort();
      setGoing(undefined);
    },
  };
}

/** What is known of rows, with what is known anew of some of them. */
function merged(was: Row[], rows: Row[]) {
  if (rows.length === 0) return was;
  const [first, last] = [rows[0]!.row, rows.at(-1)!.row];
  return [...was.filter((r) => r.row < first), ...rows, ...was.filter((r) => r.row > last)];
}
