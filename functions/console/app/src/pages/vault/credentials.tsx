import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconLock, IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { Card } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { Chosen } from './chosen';
import { holds, narrowed, useFilter } from './filter';
import { List } from './list';
import { PlaceHead } from './place-head';
import { useFound, useTypes, useVault, type Filed, type Folder } from './queries';
import classes from './vault.module.css';

const pause = 200; // ms after a key, so that a word is asked for once

type Props = { membership: Schemas['Membership']; folders: Folder[]; tools: ReactNode };

/** The list of credentials with its search and filters, and what can be done with those that are selected. */
export function Credentials({ membership, folders, tools }: Props) {
  const { organization, role } = membership;
  const me = useMe().person.id;
  const { filter, words: before, set } = useFilter();
  const [typed, setTyped] = useState(before);
  const [words] = useDebouncedValue(typed.trim(), pause);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Filed>>(new Map());
  const listed = useVault(organization, filter, me, words === '');
  const found = useFound(organization, words);
  const searching = words !== '';
  const items = useMemo(
    () => (searching ? (found.data?.items ?? []).filter((one) => holds(one, filter, me)) : listed.data?.pages.flatMap((p) => p.items) ?? []),
    [searching, found.data, listed.data, filter, me],
  );
  const asked = searching ? found : listed;
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = listed;
  const ends = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);
  const choose = useCallback((one: Filed, yes: boolean) => setChosen((was) => {
    const now = new Map(was);
    if (yes) now.set(one.id, one);
    else now.delete(one.id);
    return now;
  }), []);
  const more = !searching && hasNextPage;
  // A page may be empty though there is more: what narrows is held against each.
  useEffect(() => {
    if (more && items.length === 0) ends();
  }, [more, items.length, ends]);
  const writes = role !== 'auditor';
  return (
    <>
      <PlaceHead membership={membership} folders={folders} filter={filter} />
      <div className={classes.tools}>
        <TextInput
          className={classes.search} size="sm" type="search" aria-label="Search the vault" placeholder="Search" leftSection={<IconSearch size={17} aria-hidden />} maxLength={200}
          value={typed} onChange={(e) => { setTyped(e.currentTarget.value); set({ words: e.currentTarget.value.trim() }); }}
        />
        {tools}
      </div>
      <Filters organization={organization} items={items} set={set} filter={filter} reads={role === 'admin' || role === 'auditor'}>
        <output className={classes.count}>{asked.data && countOf(items.length, more || Boolean(searching && found.data?.more))}</output>
      </Filters>
      {!asked.data && (asked.error ? <FailedPart problem={problemOf(asked.error)} again={() => void asked.refetch()} /> : <Waiting rows={5} />)}
      {asked.data && items.length === 0 && !more && <Nothing searching={searching} narrowed={narrowed(filter)} mine={filter.mine} role={role} />}
      {items.length > 0 && <List organization={organization} items={items} more={more} ends={ends} chosen={chosen} choose={writes ? choose : undefined} />}
      <output className={classes.rest}>
        {more && items.length === 0 && 'Still looking…'}
        {isFetchingNextPage && !searching && 'Loading more…'}
        {searching && found.data?.more && 'There is more than is shown: add a word.'}
      </output>
      {isFetchNextPageError && !searching && <FailedPart problem={problemOf(listed.error)} again={() => void fetchNextPage()} />}
      {chosen.size > 0 && <Chosen organization={organization} chosen={chosen} folders={folders} all={items.length} select={() => setChosen(new Map([...chosen, ...items.map((one) => [one.id, one] as const)]))} none={() => setChosen(new Map())} />}
    </>
  );
}

function countOf(n: number, more: boolean) {
  return `${n.toLocaleString('en')}${more ? '+' : ''} ${n === 1 && !more ? 'credential' : 'credentials'}`;
}

type FiltersProps = { organization: string; items: Filed[]; filter: ReturnType<typeof useFilter>['filter']; set: ReturnType<typeof useFilter>['set']; reads: boolean; children: ReactNode };

function Filters({ organization, items, filter, set, reads, children }: FiltersProps) {
  const types = useTypes(organization).data?.types ?? [];
  const tags = useMemo(() => [...new Set([...items.slice(0, 500).flatMap((one) => one.tags ?? []), ...(filter.tag ? [filter.tag] : [])])].toSorted((a, b) => a.localeCompare(b)), [items, filter.tag]);
  return (
    <div className={classes.filters}>
      <NativeSelect size="xs" aria-label="Type" value={filter.type} onChange={(e) => set({ type: e.currentTarget.value })} data={[{ value: '', label: 'All types' }, ...types]} />
      <NativeSelect size="xs" aria-label="Tag" value={filter.tag} onChange={(e) => set({ tag: e.currentTarget.value })} data={[{ value: '', label: 'All tags' }, ...tags]} />
      <NativeSelect
        size="xs" aria-label="State" value={filter.state} onChange={(e) => set({ state: e.currentTarget.value })}
        data={[{ value: '', label: 'Any state' }, { value: 'disabled', label: 'Disabled' }, ...(reads ? [{ value: 'due', label: 'Due for rotation' }] : [])]}
      />
      {children}
    </div>
  );
}

function Nothing({ searching, narrowed: less, mine, role }: { searching: boolean; narrowed: boolean; mine: boolean; role: string }) {
  if (searching) return <Card><Empty icon={<IconSearch size={30} />} title="Nothing found">Each word you type is the beginning of a word of a name, username, address, client, type or tag.</Empty></Card>;
  if (mine) return <Card><Empty icon={<IconLock size={30} />} title="Nothing of your own yet">What you keep here for yourself nobody else sees, no admin either.</Empty></Card>;
  if (less) return <Card><Empty icon={<IconLock size={30} />} title="Nothing here">Nothing you may see is so.</Empty></Card>;
  return <Card><Empty icon={<IconLock size={30} />} title="The vault is empty">{role === 'admin' ? 'Keep the first credential, or import what you have.' : 'What is kept for you appears here. You can keep credentials of your own, too.'}</Empty></Card>;
}
