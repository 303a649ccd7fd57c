import { Checkbox, Input, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { More } from '../../parts/rows';
import { FailedPart, Waiting } from '../../parts/states';
import { usePeopleThere } from '../sites/queries';
import { idOf } from './options';
import classes from './sharing.module.css';

type There = Schemas['PersonThere'];
type Props = { organization: string; partner: { id: string; name: string }; chosen: There[]; set: (chosen: There[]) => void; error?: string };

/** Chooses people and groups of the other side, of whom there is nothing but names (rule S8). Who is chosen stays in sight. */
export function Chooser({ organization, partner, chosen, set, error }: Props) {
  const [typed, type] = useState('');
  const [before] = useState(chosen); // stand first, so that nobody jumps when chosen
  const [begins] = useDebouncedValue(typed.trim(), 200);
  const found = usePeopleThere(organization, partner.id, begins, true);
  const items = found.data?.pages.flatMap((p) => p.items) ?? [];
  const ids = new Set(items.map(idOf));
  const kept = (begins ? chosen : [...before, ...chosen.filter((c) => before.every((b) => idOf(b) !== idOf(c)))]).filter((c) => !ids.has(idOf(c)));
  const has = new Set(chosen.map(idOf));
  const line = (one: There) => (
    <Checkbox
      key={idOf(one)} size="sm" label={<>{one.name}{one.group && <small className={classes.kind}>group</small>}</>} checked={has.has(idOf(one))}
      onChange={(e) => set(e.currentTarget.checked ? [...chosen, one] : chosen.filter((c) => idOf(c) !== idOf(one)))}
    />
  );
  return (
    <Input.Wrapper label={`People and groups of ${partner.name}`} labelElement="div" error={error}>
      <TextInput aria-label="Find by name" placeholder="Find by name" size="sm" mt={6} maxLength={60} autoComplete="off" value={typed} error={Boolean(error)} onChange={(e) => type(e.currentTarget.value)} />
      <Text component="output" size="sm" c="dimmed" display="block" my={6}>{chosen.length === 0 ? 'Nobody is chosen.' : `${chosen.length} chosen.`}</Text>
      {/* Long lists scroll, so they take the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <Stack component="section" gap={10} className={classes.people} aria-label={`People and groups of ${partner.name}`} tabIndex={0}>
        {!found.data && (found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={1} />)}
        {kept.map(line)}
        {items.map(line)}
        {found.data && items.length === 0 && !found.hasNextPage && <Text size="sm">{begins ? 'Nobody is called so.' : 'Nobody is there yet.'}</Text>}
        <More of={found} />
      </Stack>
    </Input.Wrapper>
  );
}
