import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { Mark } from '../../parts/mark';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { SignInForm } from '../signin/form';
import { Join } from './join';
import type { Act } from './look';
import classes from './look.module.css';

type Props = { token: string; seen: Schemas['DelegationSeen']; act: Act; signedIn: () => void; back: () => void };

/** Asks somebody who is not signed in to prove that they are the owner: by the mailbox, or by an account they have. */
export function Prove({ token, seen, act, signedIn, back }: Props) {
  const [known, setKnown] = useState(seen.claimed);
  const [sent, setSent] = useState(false);
  const code = useSendCode(token, () => setSent(true));
  if (known) return <HaveAccount seen={seen} act={act} signedIn={signedIn} back={seen.claimed ? back : () => setKnown(false)} />;
  if (sent) {
    return <Join token={token} seen={seen} act={act} code={code} known={() => setKnown(true)} />;
  }
  return (
    <Sheet eyebrow={stepOf(act)} title="Is this address yours?" lead="The request was sent to it. Only its owner can answer, so we send it a code.">
      <Card>
        <Stack gap="md">
          <div className={classes.row}>
            <Mark icon={IconMail} />
            <div className={classes.strong}>{seen.owner}</div>
          </div>
          <Refused error={code.error} />
          <Button onClick={() => code.mutate()} loading={code.isPending}>Send me the code</Button>
        </Stack>
      </Card>
      <Stack gap={6} mt="lg" align="center">
        <Text size="sm" c="dimmed">
          Have an account here? <Anchor component="button" type="button" onClick={() => setKnown(true)}>Sign in instead</Anchor>
        </Text>
        <Anchor component="button" type="button" size="sm" onClick={back}>Back to the request</Anchor>
      </Stack>
    </Sheet>
  );
}

/** Sends the code to the asked address, once more each time it is called. */
export function useSendCode(token: string, sent?: () => void) {
  return useMutation({
    mutationFn: () => answer(api.POST('/api/delegations/code', { body: { token } })),
    onSuccess: sent,
  });
}

export type SendCode = ReturnType<typeof useSendCode>;

export function stepOf(act: Act) {
  return { share: 'Share access', deny: 'Deny', unknown: 'I do not know them' }[act];
}

function HaveAccount({ seen, act, signedIn, back }: Omit<Props, 'token'>) {
  return (
    <Sheet
      eyebrow={stepOf(act)}
      title="Sign in to answer"
      lead={seen.claimed ? 'Somebody has opened this request with an account here. If that was you, sign in with it.' : 'You then go on with your answer.'}
    >
      <Card>
        <SignInForm done={signedIn} label="Sign in and go on" />
      </Card>
      <Text ta="center" mt="lg">
        <Anchor component="button" type="button" size="sm" onClick={back}>Back</Anchor>
      </Text>
    </Sheet>
  );
}
