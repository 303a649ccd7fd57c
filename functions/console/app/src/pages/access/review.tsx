import { Button, Stack, Text, Textarea } from '@mantine/core';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import { useRequestAct, type Detail } from './queries';

/** The review that a broken glass owes, by one who could have approved it. */
export function Review({ organization, one }: { organization: string; one: Detail }) {
  const repeat = useRepeatKey();
  const form = useForm({ note: '' }, (v) => ({ note: given(v.note, 'Say what you found.') }));
  const review = useRequestAct(organization, (body: { note: string }) =>
    answer(api.POST('/api/organizations/{organization}/requests/{request}/review', { params: { path: { organization, request: one.id }, header: repeat(body) }, body })));
  const send = form.submit((v) => review.mutate({ note: v.note.trim() }, { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Card>
      <form ref={form.attach} onSubmit={send} noValidate>
        <Stack gap="md">
          <Text>A review is owed: look at the record of what {one.name} did, talk to them, and say what you found.</Text>
          <Textarea label="What you found" autosize minRows={2} maxRows={8} maxLength={1000} {...form.text('note')} />
          <Refused error={review.error} beside={['note']} />
          <Button type="submit" loading={review.isPending}>It is reviewed</Button>
        </Stack>
      </form>
    </Card>
  );
}
