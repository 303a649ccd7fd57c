import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { answer, api } from '../../api/client';
import { Dialog } from '../../parts/dialog';
import { Refused } from '../../parts/refused';
import { several } from '../members/words';
import { useSharing } from '../sharing/queries';
import { useVaultAct, type Filed, type Folder } from './queries';
import classes from './vault.module.css';

const ShareChosen = lazy(() => import('./share-chosen'));

type Act = 'tag' | 'disable' | 'enable' | 'move';
type Props = { organization: string; chosen: ReadonlyMap<string, Filed>; folders: Folder[]; all: number; select: () => void; none: () => void };

const acts: { act: Act; name: string }[] = [{ act: 'tag', name: 'Tags…' }, { act: 'move', name: 'Move…' }, { act: 'disable', name: 'Disable…' }, { act: 'enable', name: 'Enable…' }];

/** What can be done with the credentials that are selected. */
export function Chosen({ organization, chosen, folders, all, select, none }: Props) {
  const [act, setAct] = useState<Act | 'share'>();
  const shares = useSharing(organization);
  const closed = (done: boolean) => { setAct(undefined); if (done) none(); };
  return (
    <>
      <section className={classes.chosen} aria-label="With selected">
        <b>{chosen.size} selected</b>
        {acts.map((a) => <Button key={a.act} size="xs" variant="default" onClick={() => setAct(a.act)}>{a.name}</Button>)}
        {shares && <Button size="xs" variant="default" onClick={() => setAct('share')}>Share…</Button>}
        {chosen.size < all && <Button size="xs" variant="subtle" onClick={select}>Select all {all.toLocaleString('en')}</Button>}
        <Button size="xs" variant="subtle" onClick={none}>Clear</Button>
      </section>
      {act === 'share' && <Suspense><ShareChosen organization={organization} all={[...chosen.values()]} close={closed} /></Suspense>}
      {act && act !== 'share' && <Do organization={organization} act={act} all={[...chosen.values()]} folders={folders} close={closed} />}
    </>
  );
}

type Outcome = { credential: string; outcome: string; reason?: string };
type DoProps = { organization: string; act: Act; all: Filed[]; folders: Folder[]; close: (done: boolean) => void };

const atOnce = 50; // credentials a call
const title: Record<Act, (n: string) => string> = {
  tag: (n) => `Tags of ${n}`, disable: (n) => `Disable ${n}?`, enable: (n) => `Enable ${n}?`, move: (n) => `Move ${n}`,
};
const lead: Record<Act, string> = {
  tag: 'Separate several with commas.',
  disable: 'They are closed to everybody at once, here and where they are lent. Nothing is lost: they can be enabled again.',
  enable: 'They open again for everybody who had them.',
  move: 'Whoever may see the folder then sees them; others no more.',
};

function Do({ organization, act, all, folders, close }: DoProps) {
  const [add, setAdd] = useState('');
  const [remove, setRemove] = useState('');
  const [folder, setFolder] = useState('');
  const [done, setDone] = useState<Outcome[]>([]);
  const run = useVaultAct(organization, async () => {
    const out: Outcome[] = [];
    // What no time was left for is asked for again, as long as something gets done.
    for (let left = all.map((one) => one.id); left.length > 0;) {
      const some = left.slice(0, atOnce);
      const { items } = await (act === 'move'
        ? answer(api.POST('/api/organizations/{organization}/credentials/move', { params: { path: { organization } }, body: { credentials: some, ...(folder && { folder }) } }))
        : answer(api.POST('/api/organizations/{organization}/credentials/bulk', {
          params: { path: { organization } }, body: { credentials: some, act, ...(act === 'tag' && { add: tagsOf(add), remove: tagsOf(remove) }) },
        })));
      const ended = items.filter((one) => one.outcome !== 'not-done');
      out.push(...(ended.length > 0 ? ended : items));
      const stay = ended.length > 0 ? items.filter((one) => one.outcome === 'not-done').map((one) => one.credential) : [];
      left = [...stay, ...left.slice(some.length)];
      setDone([...out]);
    }
  });
  const count = several(all.length, 'credential');
  if (run.isSuccess) return <Dialog title="What happened" close={() => close(true)}><Outcomes done={done} all={all} close={() => close(true)} /></Dialog>;
  const ready = act !== 'tag' || tagsOf(add).length + tagsOf(remove).length > 0;
  return (
    <Dialog title={title[act](count)} close={() => close(false)}>
      <form onSubmit={(e) => { e.preventDefault(); run.mutate(undefined); }}>
        <Stack gap="md">
          <Text size="sm">{lead[act]}</Text>
          {act === 'tag' && <TextInput label="Add" value={add} maxLength={400} onChange={(e) => setAdd(e.currentTarget.value)} />}
          {act === 'tag' && <TextInput label="Take away" value={remove} maxLength={400} onChange={(e) => setRemove(e.currentTarget.value)} />}
          {act === 'move' && <FolderField label="To" folders={folders} value={folder} choose={setFolder} />}
          <Refused error={run.error} />
          <Button type="submit" color={act === 'disable' ? 'red.8' : undefined} loading={run.isPending} disabled={!ready}>{act === 'tag' ? 'Change tags' : act === 'move' ? 'Move' : act === 'disable' ? `Disable ${count}` : `Enable ${count}`}</Button>
          <Button variant="default" onClick={() => close(done.length > 0)}>Cancel</Button>
          <Text component="output" size="sm">{run.isPending && done.length > 0 && `${done.length} of ${all.length} so far.`}</Text>
        </Stack>
      </form>
    </Dialog>
  );
}

function tagsOf(text: string) {
  return text.split(',').map((t) => t.trim()).filter(Boolean);
}

const said: Record<string, string> = { done: 'Done', moved: 'Moved', unchanged: 'Was so already', refused: 'Refused', 'not-done': 'Not done' };

function Outcomes({ done, all, close }: { done: Outcome[]; all: Filed[]; close: () => void }) {
  const names = new Map(all.map((one) => [one.id, one.name]));
  const bad = done.filter((d) => d.outcome === 'refused' || d.outcome === 'not-done');
  return (
    <Stack gap="sm">
      <Text size="sm">{done.length - bad.length} of {done.length} are as you wanted{bad.length > 0 && `; ${bad.length} not`}.</Text>
      {/* Long lists scroll, so they take the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={classes.outcomes} tabIndex={0} aria-label="What happened">
        {[...bad, ...done.filter((d) => !bad.includes(d))].map((d) => (
          <li key={d.credential}><b>{names.get(d.credential)}</b> <span>{said[d.outcome]}{d.reason && `: ${d.reason}`}</span></li>
        ))}
      </ul>
      <Button onClick={close}>Close</Button>
    </Stack>
  );
}

type FieldProps = { label: string; folders: Folder[]; value: string; choose: (folder: string) => void; top?: string; without?: string };

/** Chooses a folder, by its path. */
export function FolderField({ label, folders, value, choose, top = 'At the top, for every member', without = '' }: FieldProps) {
  const fits = folders.filter((f) => f.id !== without);
  const options = fits.map((f) => ({ value: f.id, label: [...f.path, f.name].join(' / ') })).toSorted((a, b) => a.label.localeCompare(b.label));
  return <NativeSelect size="md" label={label} value={value} onChange={(e) => choose(e.currentTarget.value)} data={[{ value: '', label: top }, ...options]} />;
}
