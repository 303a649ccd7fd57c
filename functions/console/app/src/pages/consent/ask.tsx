import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { ManagedState } from '../../parts/state';
import look from '../request/look.module.css';
import { useConsentAct } from './queries';

type Props = { organization: string; one: Schemas['ResourceDetail']; login: Schemas['Credential']; here: string };

/** Asks the owner of an unmanaged login to let admins at it. */
export function AskForLogin({ organization, one, login, here }: Props) {
  const repeat = useRepeatKey();
  const [, go] = useLocation();
  const form = useForm({ message: '' });
  const ask = useConsentAct(organization, (body: { message?: string }) =>
    answer(api.POST('/api/organizations/{organization}/resources/{resource}/credentials/{credential}/request', {
      params: { path: { organization, resource: one.id, credential: login.id }, header: repeat(body) }, body,
    })), (made) => go(`/organizations/${organization}/consents/${made.id}`, { replace: true }));
  const send = form.submit(({ message }) =>
    ask.mutate(message.trim() ? { message: message.trim() } : {}, { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Sheet title={`Request ${login.name}`} back={{ href: here, name: one.name }} lead="Its owner kept this login to themselves. Only they can let admins at it: no policy and no other admin can.">
      <form ref={form.attach} onSubmit={send} noValidate>
        <Stack gap="md">
          <Card>
            <div className={look.strong}>{login.name}</div>
            {login.username && <div className={look.small}>{login.username}</div>}
            <div className={look.below}><ManagedState managed={false} /></div>
          </Card>
          <Card>
            <Textarea label="A message to its owner, if you like" autosize minRows={2} maxRows={8} maxLength={500} {...form.text('message')} />
            <Text size="sm" c="dimmed" mt="sm">They are told on their dashboard and by mail, with your name. It lapses after 14 days.</Text>
            <Refused error={ask.error} beside={['message']} />
          </Card>
          <Button type="submit" loading={ask.isPending}>Request credentials</Button>
        </Stack>
      </form>
    </Sheet>
  );
}
