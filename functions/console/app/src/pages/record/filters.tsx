import { Anchor, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMembers } from '../members/queries';
import { kinds, type Filter } from './filter';
import classes from './record.module.css';

type Props = { organization: string; filter: Filter; set: (change: Partial<Filter>) => void };

/** Chooses lines by person, act and days; by thing, one is chosen in the lines themselves. */
export function Filters({ organization, filter, set }: Props) {
  const members = useMembers(organization).data?.pages.flatMap((p) => p.items).filter((m) => m.person) ?? [];
  const removed = useMembers(organization, 'removed').data?.pages.flatMap((p) => p.items) ?? [];
  const people = [...members.map((m) => ({ value: m.person!, label: m.name ?? m.email })), ...removed.map((m) => ({ value: m.person!, label: `${m.name ?? m.email} (removed)` }))];
  const known = filter.person === '' || people.some((p) => p.value === filter.person);
  const chosen = Object.values(filter).some(Boolean);
  return (
    <>
      <div className={classes.filters}>
        <NativeSelect
          label="Who" size="md" value={filter.person}
          data={[{ value: '', label: 'Everybody' }, ...people, ...(known ? [] : [{ value: filter.person, label: 'The one chosen' }])]}
          onChange={(e) => set({ person: e.currentTarget.value, thing: '', name: '' })}
        />
        <NativeSelect label="What" size="md" value={filter.action} data={kinds} onChange={(e) => set({ action: e.currentTarget.value })} />
        <div className={classes.days}>
          <TextInput type="date" label="From day" value={filter.from} max={filter.to || undefined} onChange={(e) => set({ from: e.currentTarget.value })} />
          <TextInput type="date" label="To day" value={filter.to} min={filter.from || undefined} onChange={(e) => set({ to: e.currentTarget.value })} />
        </div>
      </div>
      {filter.thing && <Text size="sm" mb="sm">Only what was done to <b>{filter.name || 'the thing chosen'}</b>.</Text>}
      {chosen && <Anchor component="button" type="button" size="sm" mb="md" onClick={() => set({ person: '', thing: '', action: '', from: '', to: '', name: '' })}>Show everything</Anchor>}
    </>
  );
}
