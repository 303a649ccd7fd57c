import { Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { problemOf } from '../../api/problem';
import choices from '../../parts/choices.module.css';
import { given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { events } from './queries';

export type Hook = { name: string; url: string; events: string[] };
type Props = { now?: Hook; act: string; of: { mutate: (v: Hook, more: { onError: (e: unknown) => void }) => void; isPending: boolean; error: unknown } };

const fieldOf = (event: string) => event.replace('.', '_');

/** A webhook's name, address and what it is told of. */
export function HookForm({ now, act, of }: Props) {
  const ticks = Object.fromEntries(events.map((e) => [fieldOf(e.value), now ? now.events.includes(e.value) : true]));
  const form = useForm<Record<string, string | boolean>>({ name: now?.name ?? '', url: now?.url ?? '', ...ticks }, (v) => ({
    name: given(String(v.name), 'A name, like “Pager”.'),
    url: /^https:\/\/.+/.test(String(v.url).trim()) ? undefined : 'An address that begins with https://.',
    [fieldOf(events[0]!.value)]: events.some((e) => v[fieldOf(e.value)]) ? undefined : 'At least one.',
  }));
  const send = form.submit((v) => of.mutate(
    { name: String(v.name).trim(), url: String(v.url).trim(), events: events.map((e) => e.value).filter((e) => v[fieldOf(e)] === true) },
    { onError: (e) => form.refuse(problemOf(e)) },
  ));
  const none = form.text(fieldOf(events[0]!.value)).error;
  return (
    <form ref={form.attach} onSubmit={send} noValidate>
      <Stack gap="md">
        <TextInput label="Name" maxLength={120} {...form.text('name')} />
        <TextInput label="Address" description="https, on the public internet." inputMode="url" autoCapitalize="none" spellCheck={false} maxLength={2000} {...form.text('url')} />
        <fieldset className={choices.choices}>
          <legend>It is told when</legend>
          <Stack gap={8}>
            {events.map((e) => <Checkbox key={e.value} label={e.label} {...form.tick(fieldOf(e.value))} />)}
            {none && <Text size="sm" c="error" role="alert">{none}</Text>}
          </Stack>
        </fieldset>
        <Refused error={of.error} beside={['name', 'url']} />
        <Button type="submit" loading={of.isPending}>{act}</Button>
      </Stack>
    </form>
  );
}
