import { Anchor, Button, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useShow } from './queries';
import type { Step } from './step';

/** Denies a request, with a note if the owner likes. */
export function Deny({ organization, one, here }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const show = useShow(organization);
  const form = useForm({ note: '' });
  const deny = useMutation({
    mutationFn: (body: Schemas['DelegationDeny']) =>
      answer(api.POST('/api/organizations/{organization}/delegations/{delegation}/deny', {
        params: { path: { organization, delegation: one.id }, header: repeat(body) }, body,
      })),
    onError: (e) => {
      form.refuse(problemOf(e));
      if (problemOf(e).status === 409) void show();
    },
    onSuccess: async (now) => {
      await show(now);
      go(here, { replace: true });
    },
  });
  const send = form.submit(({ note }) => deny.mutate(note.trim() ? { note: note.trim() } : {}));
  return (
    <Sheet
      title={`Deny access to ${one.name}?`}
      lead={`${one.asker} at ${one.organization} is told that you denied. They get nothing, and may ask again.`}
    >
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <Textarea label="A note to them" description="If you like. They see it with your answer." autosize minRows={2} maxRows={8} maxLength={1000} {...form.text('note')} />
            <Refused error={deny.error} beside={['note']} />
            <Button type="submit" loading={deny.isPending}>Deny</Button>
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg"><Anchor component={Link} href={here} size="sm">Back to the request</Anchor></Text>
    </Sheet>
  );
}
