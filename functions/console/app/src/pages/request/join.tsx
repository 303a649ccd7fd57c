import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { begin } from '../../api/session';
import { CodeField, eightDigits } from '../../parts/code-field';
import { chosen, given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import type { Act } from './look';
import { stepOf, type SendCode } from './prove';

type Props = {
  token: string;
  seen: Schemas['DelegationSeen'];
  act: Act;
  code: SendCode;
  known: () => void;
};

/** Makes the owner's free account with the mailed code, and claims the request with it. */
export function Join({ token, seen, act, code, known }: Props) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const form = useForm({ code: '', name: '', password: '' }, (v) => ({
    code: eightDigits(v.code),
    name: given(v.name, `Your name, as ${seen.organization} will see it.`),
    password: chosen(v.password),
  }));
  const join = useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: (v: { code: string; name: string; password: string }) =>
      answer(api.POST('/api/delegations/join', {
        body: { token, code: v.code.replace(/\s/g, ''), name: v.name.trim(), password: v.password, carry: 'cookie' },
      })),
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: async (signed) => {
      await begin(queries);
      go(signed.organization && signed.delegation ? `/requests/${signed.organization}/${signed.delegation}/${act}` : '/requests', { replace: true });
    },
  });
  return (
    <Sheet
      eyebrow={stepOf(act)}
      title="Your free account"
      lead={<>A code is on its way to <b>{seen.owner}</b>. With the account you see each use and can take access back.</>}
    >
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => join.mutate(v))} noValidate>
          <Stack gap="md">
            <CodeField {...form.text('code')} />
            <TextInput label="Your name" autoComplete="name" maxLength={120} {...form.text('name')} />
            <PasswordInput
              label="Choose a password for Valetkey"
              description="At least 12 characters. Not the one you are asked for."
              autoComplete="new-password"
              maxLength={256}
              {...form.text('password')}
            />
            <Refused error={join.error} beside={['code', 'name', 'password']} />
            <Button type="submit" loading={join.isPending}>Go on</Button>
          </Stack>
        </form>
      </Card>
      <Stack gap={6} mt="lg" align="center">
        <Text size="sm" c="dimmed">
          No code? Look among the spam. <Anchor component="button" type="button" disabled={code.isPending} onClick={() => code.mutate()}>Send another</Anchor>
        </Text>
        <Refused error={code.error} />
        <Text size="sm" c="dimmed">
          Have an account here? <Anchor component="button" type="button" onClick={known}>Sign in instead</Anchor>
        </Text>
      </Stack>
    </Sheet>
  );
}
