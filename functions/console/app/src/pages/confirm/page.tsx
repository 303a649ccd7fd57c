import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api } from '../../api/client';
import { tokenFor } from '../../api/link';
import { problemOf } from '../../api/problem';
import { begin } from '../../api/session';
import { given, useForm } from '../../parts/form';
import { NoToken } from '../../parts/no-token';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';

/** Confirms the address of a sign-up: the link identifies, the password chosen then authenticates. */
export default function Confirm() {
  const token = tokenFor('/confirm');
  const queries = useQueryClient();
  const [, go] = useLocation();
  const form = useForm({ password: '' }, (v) => ({ password: given(v.password, 'The password you chose when signing up.') }));
  const confirm = useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: (password: string) =>
      answer(api.POST('/api/signups/confirm', { body: { token, password, carry: 'cookie' } })),
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: async () => {
      await begin(queries);
      go('/');
    },
  });
  if (token === '') return <NoToken />;
  const gone = confirm.error && problemOf(confirm.error).status === 404;
  return (
    <Sheet title="Confirm your address" lead="One step left: type the password you chose when you signed up.">
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => confirm.mutate(v.password))} noValidate>
          <Stack gap="md">
            <PasswordInput label="Password" autoComplete="current-password" {...form.text('password')} />
            <Refused error={confirm.error} beside={['password']} />
            <Button type="submit" loading={confirm.isPending}>Confirm and sign in</Button>
            {gone && <Button component={Link} href="/sign-up" variant="default">Sign up again</Button>}
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
