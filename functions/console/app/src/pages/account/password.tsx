import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { chosen, given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Done } from './done';

/** Changes the caller's password. */
export function Password() {
  const { person } = useMe();
  const form = useForm({ password: '', newPassword: '' }, (v) => ({
    password: given(v.password, 'The password of now.'),
    newPassword: v.newPassword !== '' && v.newPassword === v.password ? 'This is the one you have. Choose another.' : chosen(v.newPassword),
  }));
  const change = useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: (body: Schemas['PasswordChange']) => answer(api.POST('/api/me/password', { body })),
    onError: (e) => form.refuse(problemOf(e)),
  });
  if (change.isSuccess) return <Done title="Your password is changed">You stay signed in here. Everywhere else you were signed out.</Done>;
  return (
    <Sheet title="Change your password" lead="You stay signed in here; every other session ends. You are told by mail." back={{ href: '/account', name: 'Your account' }}>
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => change.mutate(v))} noValidate>
          <Stack gap="md">
            <input type="email" autoComplete="username" value={person.email} readOnly hidden />
            <PasswordInput label="Password of now" autoComplete="current-password" maxLength={256} {...form.text('password')} />
            <PasswordInput label="New password" description="At least 12 characters." autoComplete="new-password" maxLength={256} {...form.text('newPassword')} />
            <Refused error={change.error} beside={['password', 'newPassword']} />
            <Button type="submit" loading={change.isPending}>Change password</Button>
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg" size="sm"><Anchor component={Link} href="/forgot">I do not know the one of now</Anchor></Text>
    </Sheet>
  );
}
