import { Button, Stack, Text, Textarea } from '@mantine/core';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import type { Access } from '../../parts/access-words';
import { given, useForm } from '../../parts/form';
import { firstLength, offered, secondsOf, wrongLength } from '../../parts/length';
import { LengthField } from '../../parts/length-field';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import { useRequestAct } from './queries';

type Props = { organization: string; resource: string; access: Access };

/** Asks to be let in: for how long, and why. Access that locked itself is regained for good, so that no length is asked for. */
export function AskForm({ organization, resource, access: { assignment, policy } }: Props) {
  const repeat = useRepeatKey();
  const longest = policy.justInTime ? (policy.longest ?? 0) : 0;
  const needed = Boolean(policy.automatic || policy.reason);
  const form = useForm({ ...firstLength(offered(longest)[0] ?? 0), reason: '' }, (v) => ({
    amount: longest > 0 ? wrongLength(v, longest) : undefined,
    reason: needed ? given(v.reason, 'Why do you need it? A sentence is enough.') : undefined,
  }));
  const ask = useRequestAct(organization, (body: Schemas['RequestCreate']) =>
    answer(api.POST('/api/organizations/{organization}/resources/{resource}/requests', { params: { path: { organization, resource }, header: repeat(body) }, body })));
  const send = form.submit((v) => {
    const reason = v.reason.trim();
    ask.mutate({ assignment, ...(longest > 0 && { length: secondsOf(v) }), ...(reason && { reason }) }, { onError: (e) => form.refuse(problemOf(e)) });
  });
  return (
    <Card>
      <form ref={form.attach} onSubmit={send} noValidate>
        <Stack gap="md">
          {longest > 0 && <LengthField label="For how long?" longest={longest} form={form} />}
          <Textarea label={needed ? 'Why?' : 'Why? (if you like)'} autosize minRows={2} maxRows={8} maxLength={1000} description={policy.automatic ? 'It goes on record.' : 'Whoever decides reads it, and it goes on record.'} {...form.text('reason')} />
          <Refused error={ask.error} beside={['amount', 'reason']} />
          <Button type="submit" loading={ask.isPending}>{policy.automatic ? 'Open it' : 'Request access'}</Button>
          <Text size="sm" c="dimmed">{policy.automatic ? 'It opens at once, and the clock starts then.' : 'Those who may decide get a mail, and you are mailed the decision. The clock starts when it is approved.'}</Text>
        </Stack>
      </form>
    </Card>
  );
}
