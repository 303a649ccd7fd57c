import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { Refused } from '../../parts/refused';
import { several } from '../members/words';
import { useVaultAct } from '../vault/queries';
import classes from './types.module.css';

const usual = [30, 60, 90, 180, 365];
const most = 60; // types, and characters of one

type One = { n: number; name: string; days: number };

/** Changes the list: names, their order by adding, and how old secrets may be. */
export function Edit({ organization, now }: { organization: string; now: Schemas['Types'] }) {
  const repeat = useRepeatKey();
  const [list, setList] = useState<One[]>(() => now.types.map((name, n) => ({ n, name, days: now.limits.find((l) => l.type === name)?.days ?? 0 })));
  const [checked, setChecked] = useState(false);
  const save = useVaultAct(organization, (body: Schemas['TypeSet']) =>
    answer(api.POST('/api/organizations/{organization}/types', { params: { path: { organization }, header: repeat(body) }, body })));
  const change = (n: number, more: Partial<One>) => setList(list.map((one) => (one.n === n ? { ...one, ...more } : one)));
  const wrong = (one: One) => {
    const name = one.name.trim();
    if (name === '') return 'A name, or take it out.';
    return list.some((other) => other.n < one.n && other.name.trim() === name) ? 'It is there already.' : undefined;
  };
  const send = (e: FormEvent) => {
    e.preventDefault();
    setChecked(true);
    if (list.length === 0 || list.some(wrong)) return;
    save.mutate({ types: list.map((one) => one.name.trim()), limits: list.filter((one) => one.days > 0).map((one) => ({ type: one.name.trim(), days: one.days })) });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        <ul className={classes.list} aria-label="Types">
          {list.map((one) => (
            <li key={one.n} className={classes.one}>
              <TextInput aria-label="Type" size="sm" maxLength={most} value={one.name} error={checked ? wrong(one) : undefined} onChange={(e) => change(one.n, { name: e.currentTarget.value })} />
              <NativeSelect
                aria-label={`${one.name}: due after`} size="sm" value={String(one.days)} onChange={(e) => change(one.n, { days: Number(e.currentTarget.value) })}
                data={[{ value: '0', label: 'Never due' }, ...[...new Set([...usual, ...(one.days ? [one.days] : [])])].toSorted((a, b) => a - b).map((d) => ({ value: String(d), label: `Due after ${several(d, 'day')}` }))]}
              />
              <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Take out ${one.name}`} onClick={() => setList(list.filter((other) => other.n !== one.n))}><IconX size={18} aria-hidden /></ActionIcon>
            </li>
          ))}
        </ul>
        {list.length === 0 && checked && <Text size="sm" c="error" role="alert">At least one type.</Text>}
        <Group gap="sm">
          <Button size="sm" variant="default" disabled={list.length >= most} onClick={() => setList([...list, { n: Math.max(-1, ...list.map((o) => o.n)) + 1, name: '', days: 0 }])}>Add a type</Button>
        </Group>
        <Text size="sm" c="dimmed">Credentials of a type that is taken out keep it until they are changed. Who may know a secret that is due is in its report.</Text>
        <Refused error={save.error} />
        <Button type="submit" loading={save.isPending}>Save the list</Button>
        <Text component="output" size="sm">{save.isSuccess && 'Saved.'}</Text>
      </Stack>
    </form>
  );
}
