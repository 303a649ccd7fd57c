import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Link, useLocation } from 'wouter';
import type { Schemas } from '../api/client';
import { problemOf } from '../api/problem';
import { useFound } from '../pages/vault/queries';
import { Dialog } from './dialog';
import classes from './finder.module.css';
import { credentialsFor, organizationsFor, pagesFor, thingsFor, type Find } from './palette-finds';
import { useThings } from './things';

const pause = 150; // ms after a key, so that a word is asked for once

/** Finds pages, apps, people, groups and credentials of the organization one is in, by the beginnings of their words. */
export default function Palette({ me, close }: { me: Schemas['Me']; close: () => void }) {
  const [path, go] = useLocation();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const { membership, finds, busy, error } = useFinds(me, path, typed.trim());
  const at = Math.min(active, finds.length - 1);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    const outside = (e: PointerEvent) => e.target instanceof HTMLDialogElement && close();
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [close]);
  const key = (e: KeyboardEvent) => {
    const next = moves[e.key]?.(at, finds.length);
    if (next !== undefined) {
      e.preventDefault();
      setActive(next);
    }
    if (e.key !== 'Enter' || !finds[at]) return;
    e.preventDefault();
    close();
    go(finds[at].href);
  };
  return (
    <Dialog title="Find anything" close={close} look={classes.palette}>
      <div className={classes.typed}>
        <IconSearch size={19} aria-hidden />
        <input
          type="text" role="combobox" aria-label={`Find anything${membership ? ` in ${membership.name}` : ''}`} aria-expanded aria-autocomplete="list" aria-controls={list} aria-activedescendant={finds[at] && `${list}${at}`}
          autoComplete="off" spellCheck={false} maxLength={200} placeholder={membership ? `Find in ${membership.name}…` : 'Find a page…'}
          value={typed} onChange={(e) => { setTyped(e.currentTarget.value); setActive(0); }} onKeyDown={key}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- neither a select nor a datalist leads anywhere */}
      <div ref={box} id={list} role="listbox" aria-label="What was found" className={classes.finds}>
        {finds.map((f, n) => (
          <div key={f.key} role="presentation">
            {f.of !== finds[n - 1]?.of && <div className={classes.of} role="presentation">{f.of}</div>}
            {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
            <Link href={f.href} id={`${list}${n}`} role="option" aria-selected={n === at} tabIndex={-1} className={classes.find} onPointerMove={() => n !== at && setActive(n)} onClick={close}>
              <f.icon size={18} aria-hidden /><span>{f.name}</span>{' '}<small>{f.sub}</small>
            </Link>
          </div>
        ))}
      </div>
      <output className={classes.none}>
        {busy ? 'Looking…' : finds.length === 0 && 'Nothing found. Each word you type is the beginning of a word of a name.'}
        {!busy && error && `Not everything could be looked at: ${problemOf(error).message}`}
      </output>
      <div className={classes.foot} aria-hidden><span><kbd>↑</kbd> <kbd>↓</kbd> choose</span><span><kbd>Enter</kbd> go there</span><span><kbd>Esc</kbd> close</span></div>
    </Dialog>
  );
}

const moves: Record<string, (at: number, of: number) => number> = {
  ArrowDown: (at, of) => (at + 1) % Math.max(1, of), ArrowUp: (at, of) => (at + of - 1) % Math.max(1, of), PageDown: (at, of) => Math.min(of - 1, at + 6), PageUp: (at) => Math.max(0, at - 6),
};

/** What words find where one is: in the organization of the address or, without one, in the first. */
function useFinds({ memberships }: Schemas['Me'], path: string, words: string) {
  const open = memberships.filter((m) => m.kind !== 'personal' && !m.suspended);
  const membership = open.find((m) => path.startsWith(`/organizations/${m.organization}`)) ?? open[0];
  const organization = membership?.organization ?? '';
  const reads = membership?.role === 'admin' || membership?.role === 'auditor';
  const things = useThings(organization, reads, Boolean(membership));
  const [asked] = useDebouncedValue(words, pause);
  const found = useFound(organization, membership ? asked : '');
  const fits = words !== '' && asked !== '';
  const pages = pagesFor(membership, memberships, words);
  const named = pages.filter((p) => p.name.toLowerCase().startsWith(words.toLowerCase()));
  const finds: Find[] = [
    ...named,
    ...(fits ? credentialsFor(organization, found.data?.items ?? []) : []),
    ...thingsFor(organization, things.data ?? [], words),
    ...pages.filter((p) => !named.includes(p)),
    ...organizationsFor(membership, memberships, words),
  ];
  const busy = Boolean(membership) && words !== '' && (asked !== words || found.isFetching || things.isLoading);
  return { membership, finds, busy, error: words ? found.error ?? things.error : null };
}
