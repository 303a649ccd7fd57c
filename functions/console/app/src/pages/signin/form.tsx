import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { Link } from 'wouter';
import { problemOf } from '../../api/problem';
import { useSignIn } from '../../api/session';
import { given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';

/** Email address and password, wherever somebody is asked to sign in. */
export function SignInForm({ done, label = 'Sign in', email = '' }: { done?: () => void; label?: string; email?: string }) {
  const form = useForm({ email, password: '' }, (v) => ({
    email: given(v.email, 'Please give your mail address.'),
    password: given(v.password, 'Please give your password.'),
  }));
  const signIn = useSignIn(done);
  const send = form.submit((v) =>
    signIn.mutate({ email: v.email.trim(), password: v.password }, { onError: (e) => form.refuse(problemOf(e)) }),
  );
  return (
    <form ref={form.attach} onSubmit={send} noValidate>
      <Stack gap="md">
        <TextInput label="Email" type="email" autoComplete="username" {...form.text('email')} />
        <PasswordInput label="Password" autoComplete="current-password" {...form.text('password')} />
        <Refused error={signIn.error} beside={['email', 'password']} />
        <Button type="submit" loading={signIn.isPending}>{label}</Button>
        <Anchor component={Link} href="/forgot" size="sm" ta="center">Forgot your password?</Anchor>
      </Stack>
    </form>
  );
}
