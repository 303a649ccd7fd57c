import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { chosen, given, mailAddress, useForm } from '../../parts/form';
import { LookIntoMailbox } from '../../parts/mailbox';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';

/** Signs up an organization; nothing exists until the address is confirmed. */
export default function SignUp() {
  const form = useForm({ organization: '', name: '', email: '', password: '' }, (v) => ({
    organization: given(v.organization, 'Please give its name.'),
    name: given(v.name, 'Please give your name.'),
    email: mailAddress(v.email),
    password: chosen(v.password),
  }));
  const signUp = useMutation({
    mutationFn: (body: Schemas['SignupCreate']) => answer(api.POST('/api/signups', { body })),
    onError: (e) => form.refuse(problemOf(e)),
  });
  if (signUp.isSuccess) {
    return (
      <LookIntoMailbox
        address={form.values.email.trim()}
        sentence="Open the link in it to confirm the address. Your organization exists from then on."
        again={() => signUp.reset()}
      />
    );
  }
  const send = form.submit((v) =>
    signUp.mutate({ ...v, organization: v.organization.trim(), name: v.name.trim(), email: v.email.trim() }),
  );
  return (
    <Sheet title="Sign up your organization" lead="Ask owners for the use of their accounts, and let your team sign in without passing passwords around.">
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <TextInput label="Organization" description="As the owners you ask will see it." autoComplete="organization" maxLength={120} {...form.text('organization')} />
            <TextInput label="Your name" autoComplete="name" maxLength={120} {...form.text('name')} />
            <TextInput label="Your work email" type="email" autoComplete="username" maxLength={320} {...form.text('email')} />
            <PasswordInput label="Password" description="At least 12 characters." autoComplete="new-password" maxLength={256} {...form.text('password')} />
            <Refused error={signUp.error} beside={['organization', 'name', 'email', 'password']} />
            <Button type="submit" loading={signUp.isPending}>Sign up</Button>
          </Stack>
        </form>
      </Card>
      <Text mt="lg" ta="center" size="sm" c="dimmed">
        Have an account? <Anchor component={Link} href="/">Sign in</Anchor>
      </Text>
    </Sheet>
  );
}
