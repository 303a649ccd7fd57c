import { Anchor, Button, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { CodeField, eightDigits } from '../../parts/code-field';
import { useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import type { Act } from './look';
import type { Claim } from './page';
import { stepOf, useSendCode } from './prove';

type Props = { token: string; seen: Schemas['DelegationSeen']; act: Act; claim: Claim; back: () => void };

/** For somebody signed in with another address than the asked one: the code proves that the asked one is theirs too. */
export default function ClaimWithCode({ token, seen, act, claim, back }: Props) {
  const me = useMe();
  const code = useSendCode(token);
  const form = useForm({ code: '' }, (v) => ({ code: eightDigits(v.code) }));
  const wrong = claim.variables?.code ? claim.error : null; // without a code the refusal is only why we are here
  const send = form.submit((v) =>
    claim.mutate({ act, code: v.code.replace(/\s/g, '') }, { onError: (e) => form.refuse(problemOf(e)) }),
  );
  return (
    <Sheet
      eyebrow={stepOf(act)}
      title="Is this address yours too?"
      lead={<>The request was sent to <b>{seen.owner}</b>, and you are signed in as {me.person.email}. A code shows that both are yours.</>}
    >
      <Card>
        {code.isSuccess ? (
          <form ref={form.attach} onSubmit={send} noValidate>
            <Stack gap="md">
              <CodeField {...form.text('code')} />
              <Refused error={wrong} beside={['code']} />
              <Button type="submit" loading={claim.isPending}>Go on</Button>
            </Stack>
          </form>
        ) : (
          <Stack gap="md">
            <Refused error={code.error} />
            <Button onClick={() => code.mutate()} loading={code.isPending}>Send the code there</Button>
          </Stack>
        )}
      </Card>
      <Text ta="center" mt="lg">
        <Anchor component="button" type="button" size="sm" onClick={back}>Back to the request</Anchor>
      </Text>
    </Sheet>
  );
}
