import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { Copy } from '../../parts/copy';
import { Refused } from '../../parts/refused';
import type { Filed } from './queries';
import classes from './vault.module.css';

type One = Schemas['ShareOne'];
type Props = { done: One[]; all: Filed[]; partner: { name: string }; error: unknown; again: () => void; close: () => void };

const said: Record<One['outcome'], string> = { shared: 'Shared', updated: 'Updated', stopped: 'Stopped', unchanged: 'Unchanged', refused: 'Refused', 'not-done': 'Not done' };
const order: One['outcome'][] = ['refused', 'not-done', 'shared', 'updated', 'stopped', 'unchanged'];

/** What happened to each, the refused ones first; it can be narrowed, and copied as a table. */
export function Shared({ done, all, partner, error, again, close }: Props) {
  const [only, setOnly] = useState('');
  const names = new Map(all.map((one) => [one.id, one.name]));
  const counts = order.map((outcome) => ({ outcome, n: done.filter((d) => d.outcome === outcome).length })).filter((c) => c.n > 0);
  const shown = done.filter((d) => !only || d.outcome === only).toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  const table = shown.map((d) => [names.get(d.credential), said[d.outcome], d.reason].map((cell) => (cell ?? '').replaceAll(/\s+/g, ' ')).join('\t')).join('\n');
  const left = done.some((d) => d.outcome === 'not-done');
  return (
    <Stack gap="sm">
      <Text size="sm" component="output">{partner.name}: {counts.map((c) => `${c.n} ${said[c.outcome].toLowerCase()}`).join(', ')}.</Text>
      <Refused error={error} />
      <Group justify="space-between" align="end">
        <NativeSelect
          size="xs" aria-label="Show" value={only} onChange={(e) => setOnly(e.currentTarget.value)}
          data={[{ value: '', label: `All (${done.length})` }, ...counts.map((c) => ({ value: c.outcome, label: `${said[c.outcome]} (${c.n})` }))]}
        />
        <Copy what="List" value={table} />
      </Group>
      {/* Long lists scroll, so they take the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={classes.outcomes} tabIndex={0} aria-label="What happened">
        {shown.map((d) => <li key={d.credential}><b>{names.get(d.credential)}</b> <span>{said[d.outcome]}{d.reason && `: ${d.reason}`}</span></li>)}
      </ul>
      {left && <Button onClick={again}>Go on with the rest</Button>}
      <Button variant={left ? 'default' : undefined} onClick={close}>Close</Button>
    </Stack>
  );
}
