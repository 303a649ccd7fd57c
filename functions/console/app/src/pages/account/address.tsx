import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { CodeField, eightDigits } from '../../parts/code-field';
import { given, mailAddress, useForm } from '../../parts/form';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Done } from './done';

const account = { href: '/account', name: 'Your account' };

/** Changes the caller's mail address: the password first, then the code that was mailed to the new one. */
export function Address() {
  const { person } = useMe();
  const form = useForm({ email: '', password: '' }, (v) => ({ email: mailAddress(v.email), password: given(v.password, 'The password of this account.') }));
  const ask = useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: (body: Schemas['AddressAsk']) => answer(api.POST('/api/me/address', { body })),
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: () => form.set('password', ''),
  });
  if (ask.data) return <Code email={form.values.email.trim()} mailed={ask.data} again={() => ask.reset()} />;
  return (
    <Sheet title="Change your mail address" lead={<>Now it is <b>{person.email}</b>. A code is mailed to the new one, and the old one is told.</>} back={account}>
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => ask.mutate({ email: v.email.trim(), password: v.password }))} noValidate>
          <Stack gap="md">
            <TextInput label="New mail address" type="email" autoComplete="email" maxLength={320} {...form.text('email')} />
            <PasswordInput label="Your password" autoComplete="current-password" maxLength={256} {...form.text('password')} />
            <Refused error={ask.error} beside={['email', 'password']} />
            <Button type="submit" loading={ask.isPending}>Send the code</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

function Code({ email, mailed, again }: { email: string; mailed: Schemas['CodeMailed']; again: () => void }) {
  const queries = useQueryClient();
  const repeat = useRepeatKey();
  const form = useForm({ code: '' }, (v) => ({ code: eightDigits(v.code) }));
  const confirm = useMutation({
    mutationFn: (code: string) => {
      const body = { token: mailed.token, code: code.replace(/\s/g, '') };
      return answer(api.POST('/api/me/address/confirm', { params: { header: repeat(body) }, body }));
    },
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
  if (confirm.isSuccess) return <Done title="Your address is changed">From now on you sign in with <b>{email}</b>, and mail goes there. What you lend and where you are a member stays as it was.</Done>;
  return (
    <Sheet title="Type the code" lead={<>If <b>{email}</b> can be yours, a code is on its way there. Good until <Moment at={mailed.expires} />.</>} back={account}>
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => confirm.mutate(v.code))} noValidate>
          <Stack gap="md">
            <CodeField {...form.text('code')} />
            <Refused error={confirm.error} beside={['code']} />
            <Button type="submit" loading={confirm.isPending}>Change the address</Button>
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg" size="sm" c="dimmed">
        No code? Look among the spam, or <Anchor component="button" type="button" onClick={again}>start again</Anchor>
      </Text>
    </Sheet>
  );
}
