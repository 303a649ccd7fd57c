import { Button, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import type { Access } from '../../parts/access-words';
import { given, useForm } from '../../parts/form';
import { inLength, longestGlass } from '../../parts/length';
import { Mark } from '../../parts/mark';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useRequestAct } from './queries';

type Props = { organization: string; one: Schemas['ResourceDetail']; access: Access; here: string };

/** Breaks the glass: in at once, in need and loudly. What it brings about is said before. */
export function Glass({ organization, one, access, here }: Props) {
  const repeat = useRepeatKey();
  const length = Math.min(longestGlass, access.policy.longest ?? longestGlass);
  const form = useForm({ reason: '' }, (v) => ({ reason: given(v.reason, 'What happened, and why can it not wait?') }));
  const smash = useRequestAct(organization, (reason: string) => {
    const body = { assignment: access.assignment, length, reason };
    return answer(api.POST('/api/organizations/{organization}/resources/{resource}/break-glass', {
      params: { path: { organization, resource: one.id }, header: repeat(body) }, body,
    }));
  });
  const send = form.submit((v) => smash.mutate(v.reason.trim(), { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Sheet mark={<Mark icon={IconAlertTriangle} tone="brass" />} title={`Break the glass of ${one.name}?`} lead={`It opens at once, for ${inLength(length)}. It is for emergencies in which nobody can decide in time.`}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <Text>Everybody who could have approved is told at once, loudly, with your reason. One of them reviews it afterwards; while a review is owed for over three days, the glass here is closed to you.</Text>
            <Textarea label="Why can it not wait?" description="They read it, and it goes on record." autosize minRows={3} maxRows={8} maxLength={1000} {...form.text('reason')} />
            <Refused error={smash.error} beside={['reason']} />
            <Button type="submit" color="red.8" loading={smash.isPending}>Break the glass</Button>
            <Button component={Link} href={here} variant="default">Back: ask for access</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
