import { Anchor, Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { SecretFields } from '../../parts/secret-fields';
import { Card, Sheet } from '../../parts/sheet';
import { useVaultAct } from '../vault/queries';
import { Meanwhile } from './meanwhile';
import type { Step } from './step';

/** Gives a credential a new password, for everybody who has it at once. */
export default function Change({ organization, one, here, again }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const [seen, setSeen] = useState(one.version);
  const form = useForm({ username: one.username ?? '', secret: '', seed: '', notes: '' }, (v) => ({ secret: given(v.secret, 'The new password.') }));
  const change = useVaultAct(organization, (body: Schemas['CredentialChange']) =>
    answer(api.POST('/api/organizations/{organization}/credentials/{credential}/versions', { params: { path: { organization, credential: one.id }, header: repeat(body) }, body })),
  () => go(here, { replace: true }));
  const send = form.submit(({ username, secret, seed, notes }) => change.mutate({
    version: seen, secret, ...(username !== (one.username ?? '') && { username }), ...(seed.trim() && { seed: seed.trim() }), ...(notes && { notes }),
  }, {
    onError: (e) => {
      form.refuse(problemOf(e));
      if (problemOf(e).status === 409) again();
    },
  }));
  return (
    <Sheet title={`Change the password of ${one.name}`} lead="Change it where it is used first. The one of now stays in the change log." back={{ href: here, name: one.name }}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate autoComplete="off">
          <Stack gap="md">
            <SecretFields
              form={form} secretLabel="New password" usernameLabel="Username" generated={(made) => form.set('secret', made)} notesOpen
              notesHint="The notes go with the password: leave them out and they are gone." seedOpen={one.hasCodes}
              seedHint={one.hasCodes ? 'Give it again, or there are no codes any more. ' : ''}
            />
            <Refused error={change.error} beside={['username', 'secret', 'seed', 'notes']} />
            <Meanwhile newer={one.version !== seen} here={here} go={() => setSeen(one.version)} />
            <Button type="submit" loading={change.isPending}>Change password</Button>
            <Anchor component={Link} href={here} size="sm" ta="center">Back</Anchor>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
