import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { lockQuery } from '../../api/lock';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { Once } from '../../parts/once';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { keyOf, NewKey, noKey, wrongKey } from './new-key';

type Props = {
  organization: string;
  name: string; // of the organization
  title: string;
  lead: ReactNode;
  act: string; // what the button says
  proof?: { label: string; description: string; wrong: 'key' | 'code' }; // what has to be known to do it
  send: (proof: string, newKey: string) => Promise<Schemas['LockShown']>;
  done: () => void;
  children?: ReactNode; // what it means
};

/** Sets an organization key, proves what has to be known for it, and shows the recovery code that belongs to it. */
export function Relock({ organization, name, title, lead, act, proof, send, done, children }: Props) {
  const here = `/organizations/${organization}/lock`;
  const queries = useQueryClient();
  const [shown, setShown] = useState<Schemas['LockShown']>();
  const form = useForm({ ...noKey, proof: '' }, (v) => ({ ...wrongKey(v), proof: proof && given(v.proof, 'This is needed.') }));
  const change = useMutation({
    mutationFn: (v: { proof: string; newKey: string }) => send(v.proof, v.newKey),
    onError: async (e) => {
      const { fields } = problemOf(e);
      const wrong = proof ? { proof: fields[proof.wrong], newKey: fields.newKey } : { newKey: fields.key };
      form.refuse(Object.assign(problemOf(e), { fields: Object.fromEntries(Object.entries(wrong).filter(([, reason]) => reason)) }));
      await queries.invalidateQueries({ queryKey: lockQuery(organization).queryKey });
    },
    onSuccess: (now) => {
      queries.setQueryData(lockQuery(organization).queryKey, now.lock);
      setShown(now);
    },
  });
  const lost = change.error && problemOf(change.error).unreachable;
  return (
    <Sheet title={title} lead={lead} back={{ href: here, name: 'Organization key' }} width="middle">
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => change.mutate({ proof: v.proof, newKey: keyOf(v) }))} noValidate>
          <Stack gap="lg">
            {children}
            {proof && (
              <PasswordInput
                label={proof.label} description={proof.description} autoComplete="off" maxLength={256}
                visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you typed', tabIndex: 0 }} {...form.text('proof')}
              />
            )}
            <NewKey form={form} />
            <Refused error={change.error} beside={['proof', 'newKey']} />
            {lost && <Text size="sm">Keep what you wrote down: it may hold already. If it does, only the recovery code was lost on the way; change the organization key once more to get another.</Text>}
            <Button type="submit" loading={change.isPending}>{act}</Button>
            <Button component={Link} href={here} variant="default">Leave it as it is</Button>
          </Stack>
        </form>
      </Card>
      {shown && (
        <Once
          title="Now the recovery code" of={name} name="Recovery code" value={shown.code}
          why="It is good once, for another organization key when this one is forgotten. Without either, what only this organization can open is gone for good. Keep it apart from the organization key: on paper, in a safe."
          kept="I keep it in a safe place" done={done}
        />
      )}
    </Sheet>
  );
}
