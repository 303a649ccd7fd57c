import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconLinkOff } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { tokenFor } from '../../api/link';
import { problemOf } from '../../api/problem';
import { begin } from '../../api/session';
import { CodeField, eightDigits } from '../../parts/code-field';
import { chosen, given, useForm } from '../../parts/form';
import { Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { NoToken } from '../../parts/no-token';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Failed, Loading } from '../../parts/states';

/** Shows a mailed invitation, and accepts it. */
export default function Invitation() {
  const token = tokenFor('/invitation');
  const seen = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => answer(api.POST('/api/invitations/see', { body: { token } })),
    enabled: token !== '',
  });
  if (token === '') return <NoToken />;
  if (seen.data) return <Accept token={token} seen={seen.data} />;
  if (!seen.error) return <Loading />;
  const problem = problemOf(seen.error);
  if (problem.status !== 404) return <Failed problem={problem} again={() => void seen.refetch()} />;
  return (
    <Sheet mark={<Mark icon={IconLinkOff} tone="grey" />} title="This invitation is no longer open" lead="It was accepted already, or it has lapsed, or the link is not complete. Whoever invited you can send another.">
      <Button component={Link} href="/" variant="default">Sign in</Button>
    </Sheet>
  );
}

/** Accepts: somebody new types the code that is mailed to the invited address, somebody known the password they have. */
function Accept({ token, seen }: { token: string; seen: Schemas['InvitationSeen'] }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const form = useForm({ code: '', name: '', password: '' }, (v) =>
    seen.known
      ? { password: given(v.password, 'The password of your account.') }
      : { code: eightDigits(v.code), name: given(v.name, 'Your name, as your colleagues will see it.'), password: chosen(v.password) },
  );
  const code = useMutation({ mutationFn: () => answer(api.POST('/api/invitations/code', { body: { token } })) });
  const accept = useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: (v: { code: string; name: string; password: string }) =>
      answer(api.POST('/api/invitations/accept', {
        body: { token, password: v.password, carry: 'cookie', ...(seen.known ? {} : { code: v.code.replace(/\s/g, ''), name: v.name.trim() }) },
      })),
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: async () => {
      await begin(queries);
      go('/');
    },
  });
  if (!seen.known && !code.isSuccess) {
    return (
      <Sheet eyebrow="Invitation" title={`${seen.by} invites you to ${seen.organization}`} lead={<Lead seen={seen} />}>
        <Card>
          <Stack gap="md">
            <Text>To join you make a free account. A code to <b>{seen.email}</b> shows that the address is yours.</Text>
            <Refused error={code.error} />
            <Button onClick={() => code.mutate()} loading={code.isPending}>Send me the code</Button>
          </Stack>
        </Card>
      </Sheet>
    );
  }
  return (
    <Sheet
      eyebrow="Invitation"
      title={`${seen.by} invites you to ${seen.organization}`}
      lead={seen.known ? <Lead seen={seen} /> : <>A code is on its way to <b>{seen.email}</b>.</>}
    >
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => accept.mutate(v))} noValidate>
          <Stack gap="md">
            {seen.known && <Text size="sm" c="dimmed">You have an account with this address. Type its password to join.</Text>}
            {!seen.known && <CodeField {...form.text('code')} />}
            {!seen.known && <TextInput label="Your name" autoComplete="name" maxLength={120} {...form.text('name')} />}
            <input type="email" autoComplete="username" value={seen.email} readOnly hidden />
            <PasswordInput
              label={seen.known ? 'Password' : 'Choose a password'}
              description={seen.known ? undefined : 'At least 12 characters.'}
              autoComplete={seen.known ? 'current-password' : 'new-password'}
              maxLength={256}
              {...form.text('password')}
            />
            <Refused error={accept.error} beside={['code', 'name', 'password']} />
            <Button type="submit" loading={accept.isPending}>Join {seen.organization}</Button>
          </Stack>
        </form>
      </Card>
      <Stack gap={6} mt="lg" align="center">
        {seen.known
          ? <Anchor component={Link} href="/forgot" size="sm">Forgot your password?</Anchor>
          : <Text size="sm" c="dimmed">No code? Look among the spam. <Anchor component="button" type="button" disabled={code.isPending} onClick={() => code.mutate()}>Send another</Anchor></Text>}
      </Stack>
    </Sheet>
  );
}

function Lead({ seen }: { seen: Schemas['InvitationSeen'] }) {
  return <>As <b>{seen.role}</b>, for {seen.email}. Open until <Moment at={seen.expires} />.</>;
}
