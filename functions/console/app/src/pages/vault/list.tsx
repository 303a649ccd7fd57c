import { useMediaQuery } from '@mantine/hooks';
import { memo, useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useWindowed } from '../../parts/window';
import classes from './list.module.css';
import type { Filed } from './queries';
import { Entry } from './entry';

type Props = {
  organization: string;
  items: Filed[];
  more: boolean; // there are some that are not here yet
  ends: () => void; // the end of what is here comes into sight
  chosen: ReadonlyMap<string, Filed>;
  choose?: (one: Filed, yes: boolean) => void;
};

const moves: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(last, at + 1), ArrowUp: (at) => Math.max(0, at - 1), PageDown: (at, last) => Math.min(last, at + 10),
  PageUp: (at) => Math.max(0, at - 10), Home: () => 0, End: (_, last) => last, j: (at, last) => Math.min(last, at + 1), k: (at) => Math.max(0, at - 1),
};

/** Credentials, of which only those in sight are on the page. Arrows go from one to the next, x selects, Enter opens. */
export function List({ organization, items, more, ends, chosen, choose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const height = useMediaQuery('(min-width: 700px)', true, { getInitialValueInEffect: false }) ? 60 : 68;
  const { from, to } = useWindowed(list, items.length, height);
  const [active, setActive] = useState(0);
  const wants = useRef(false); // whether the active row is to take the focus, once it is on the page
  const stop = Math.max(from, Math.min(active, to - 1));
  useEffect(() => {
    if (more && to > items.length - 60) ends();
  }, [more, to, items.length, ends]);
  useEffect(() => {
    if (!wants.current) return;
    const top = (list.current?.getBoundingClientRect().top ?? 0) + active * height;
    if (top < 70 || top + height > window.innerHeight - 70) window.scrollBy({ top: top - window.innerHeight / 2 });
    if (active < from || active >= to) return; // scrolling brings it
    wants.current = false;
    list.current?.querySelector<HTMLElement>(`[data-at="${active}"] a`)?.focus({ preventScroll: true });
  }, [active, height, from, to]);
  const key = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const next = moves[e.key]?.(stop, items.length - 1);
    if (next !== undefined) {
      e.preventDefault();
      wants.current = next !== active;
      setActive(next);
    }
    const one = items[stop];
    if ((e.key === 'x' || e.key === ' ') && one && choose && (e.target as HTMLElement).tagName === 'A') {
      e.preventDefault();
      choose(one, !chosen.has(one.id));
    }
  };
  const look = (e: FocusEvent) => setActive(Number(e.target.closest('li')?.dataset.at ?? active));
  const rows = [];
  for (let at = from; at < to; at++) {
    const one = items[at]!;
    rows.push(
      <Row key={one.id} one={one} at={at} of={more ? -1 : items.length} top={at * height} height={height} organization={organization} chosen={chosen.has(one.id)} choose={choose} stop={at === stop} />,
    );
  }
  return (
    // The keys are for its links, each of which is a control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul ref={list} className={classes.list} aria-label="Credentials" style={{ height: items.length * height }} onKeyDown={key} onFocus={look}>
      {rows}
    </ul>
  );
}

type RowProps = { one: Filed; at: number; of: number; top: number; height: number; organization: string; chosen: boolean; choose: Props['choose']; stop: boolean };

const Row = memo(function Row({ one, at, of, top, height, organization, chosen, choose, stop }: RowProps) {
  return (
    <li
      className={choose ? classes.row : `${classes.row} ${classes.plain}`} style={{ top, height }} data-at={at} data-chosen={chosen || undefined}
      aria-posinset={at + 1} aria-setsize={of}
    >
      {choose && (
        <label className={classes.tick}>
          <input type="checkbox" aria-label={`Select ${one.name}`} checked={chosen} tabIndex={stop ? 0 : -1} onChange={(e) => choose(one, e.currentTarget.checked)} />
        </label>
      )}
      <Entry one={one} href={`/organizations/${organization}/credentials/${one.id}`} stop={stop} />
    </li>
  );
});
