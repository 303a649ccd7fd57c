import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { Link } from 'wouter';
import { problemOf } from '../api/problem';
import { given, useForm } from './form';
import { Refused } from './refused';
import { Card, Sheet } from './sheet';

type Act = { mutate: (name: string, more: { onError: (e: unknown) => void }) => void; isPending: boolean; error: unknown };
type Props = { title: string; lead?: string; now: string; here: string; of: Act };

/** Asks for another name of something. */
export function NewName({ title, lead, now, here, of }: Props) {
  const form = useForm({ name: now }, (v) => ({ name: given(v.name, 'A name, please.') }));
  const send = form.submit((v) => of.mutate(v.name.trim(), { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Sheet title={title} lead={lead}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <TextInput label="Name" maxLength={120} {...form.text('name')} />
            <Refused error={of.error} beside={['name']} />
            <Button type="submit" loading={of.isPending} disabled={form.values.name.trim() === now}>Rename</Button>
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg"><Anchor component={Link} href={here} size="sm">Back</Anchor></Text>
    </Sheet>
  );
}
