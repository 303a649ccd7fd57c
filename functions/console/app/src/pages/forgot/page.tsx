import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconCheck } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { end } from '../../api/session';
import { CodeField, eightDigits } from '../../parts/code-field';
import { chosen, mailAddress, useForm } from '../../parts/form';
import { Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { SignInForm } from '../signin/form';

/** A new password for who forgot theirs: a code is mailed to the address, if it has an account. */
export default function Forgot() {
  const form = useForm({ email: '' }, (v) => ({ email: mailAddress(v.email) }));
  const ask = useMutation({
    mutationFn: (email: string) => answer(api.POST('/api/resets', { body: { email } })),
    onError: (e) => form.refuse(problemOf(e)),
  });
  if (ask.data) return <Choose email={form.values.email.trim()} mailed={ask.data} again={() => ask.reset()} />;
  return (
    <Sheet title="A new password" lead="Give the mail address you sign in with. If it has an account, a code is mailed to it." back={{ href: '/', name: 'Sign in' }}>
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => ask.mutate(v.email.trim()))} noValidate>
          <Stack gap="md">
            <TextInput label="Email" type="email" autoComplete="username" maxLength={320} {...form.text('email')} />
            <Refused error={ask.error} beside={['email']} />
            <Button type="submit" loading={ask.isPending}>Send the code</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

function Choose({ email, mailed, again }: { email: string; mailed: Schemas['CodeMailed']; again: () => void }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const form = useForm({ code: '', password: '' }, (v) => ({ code: eightDigits(v.code), password: chosen(v.password) }));
  const confirm = useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: (v: { code: string; password: string }) =>
      answer(api.POST('/api/resets/confirm', { body: { token: mailed.token, code: v.code.replace(/\s/g, ''), password: v.password } })),
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: () => end(queries), // every session is ended, the one here too
  });
  if (confirm.isSuccess) {
    return (
      <Sheet mark={<Mark icon={IconCheck} />} title="Your new password is set" lead="You were signed out everywhere. Sign in with it now.">
        <Card><SignInForm done={() => go('/')} email={email} /></Card>
      </Sheet>
    );
  }
  return (
    <Sheet title="Type the code" lead={<>If <b>{email}</b> has an account, a code is on its way there. Good until <Moment at={mailed.expires} />.</>}>
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => confirm.mutate(v))} noValidate>
          <Stack gap="md">
            <CodeField {...form.text('code')} />
            <input type="email" autoComplete="username" value={email} readOnly hidden />
            <PasswordInput label="New password" description="At least 12 characters. You are signed out everywhere." autoComplete="new-password" maxLength={256} {...form.text('password')} />
            <Refused error={confirm.error} beside={['code', 'password']} />
            <Button type="submit" loading={confirm.isPending}>Set the password</Button>
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg" size="sm" c="dimmed">
        No code? Look among the spam, or <Anchor component="button" type="button" onClick={again}>start again</Anchor>
      </Text>
    </Sheet>
  );
}
