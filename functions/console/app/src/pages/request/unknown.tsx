import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconBan } from '@tabler/icons-react';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { CodeField, eightDigits } from '../../parts/code-field';
import { useForm } from '../../parts/form';
import { Mark } from '../../parts/mark';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useSendCode } from './prove';
import { WhatUnknownDoes } from './what-unknown-does';

type Props = { token: string; seen: Schemas['DelegationSeen']; back: () => void };

/** Says without an account that one does not know who asks: the mailed code proves that the address is one's own. */
export default function Unknown({ token, seen, back }: Props) {
  const code = useSendCode(token);
  const form = useForm({ code: '' }, (v) => ({ code: eightDigits(v.code) }));
  const disown = useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: (typed: string) => answer(api.POST('/api/delegations/unknown', { body: { token, code: typed.replace(/\s/g, '') } })),
    onError: (e) => form.refuse(problemOf(e)),
  });
  if (disown.isSuccess) {
    return <Sheet mark={<Mark icon={IconBan} tone="grey" />} title="Done. They cannot ask you again" lead={`Every request of ${seen.organization} to your address is ended, and they are told that you do not know them. Nothing of yours was shared.`} />;
  }
  return (
    <Sheet title={`You do not know ${seen.organization}?`}>
      <Card>
        <WhatUnknownDoes organization={seen.organization} />
        {code.isSuccess ? (
          <form ref={form.attach} onSubmit={form.submit((v) => disown.mutate(v.code))} noValidate>
            <Stack gap="md">
              <Text size="sm">A code is on its way to <b>{seen.owner}</b>. You need no account.</Text>
              <CodeField {...form.text('code')} />
              <Refused error={disown.error} beside={['code']} />
              <Button type="submit" color="red.8" loading={disown.isPending}>I do not know them</Button>
            </Stack>
          </form>
        ) : (
          <Stack gap="md">
            <Text size="sm">Only who has the address <b>{seen.owner}</b> can say so, so we send it a code. You need no account.</Text>
            <Refused error={code.error} />
            <Button onClick={() => code.mutate()} loading={code.isPending}>Send me the code</Button>
          </Stack>
        )}
      </Card>
      <Text ta="center" mt="lg"><Anchor component="button" type="button" size="sm" onClick={back}>Back to the request</Anchor></Text>
    </Sheet>
  );
}
