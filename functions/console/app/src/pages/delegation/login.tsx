import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { hostOf } from '../../parts/place';
import { Refused } from '../../parts/refused';
import { SecretFields } from '../../parts/secret-fields';
import { Card, Sheet } from '../../parts/sheet';
import { useSeenVersion, useShow } from './queries';
import type { Step } from './step';

/** Changes the login that is lent: whoever uses it has the new one from then on. */
export function Login({ organization, one, here }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const show = useShow(organization);
  const seen = useSeenVersion(organization, one);
  const form = useForm({ username: '', secret: '', seed: '', notes: '' }, (v) => ({
    secret: given(v.secret, 'The new password.'),
  }));
  const change = useMutation({
    mutationFn: (body: Schemas['CredentialChange']) =>
      answer(api.POST('/api/organizations/{organization}/credentials/{credential}/versions', {
        params: { path: { organization, credential: one.credential! }, header: repeat(body) }, body,
      })),
    onError: (e) => {
      form.refuse(problemOf(e));
      if (problemOf(e).status === 409) void show(); // somebody changed it meanwhile: read again
    },
    onSuccess: async (changed) => {
      seen.keep(changed.version);
      await show();
      go(here, { replace: true });
    },
  });
  const send = form.submit(({ username, secret, seed, notes }) =>
    change.mutate({
      version: seen.version, secret, ...(username && { username }), ...(seed.trim() && { seed: seed.trim() }), ...(notes && { notes }),
    }),
  );
  return (
    <Sheet
      title={`Change the login of ${one.name}`}
      lead={<>Change it at <b>{hostOf(one.address)}</b> first. From then on {one.organization} signs in with the new one, and nobody is interrupted.</>}
    >
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate autoComplete="off">
          <Stack gap="md">
            <SecretFields
              form={form} secretLabel="New password" generated={(made) => form.set('secret', made)} usernameLabel="Username or email, if it changed"
              notesHint="The notes you gave before are replaced: leave them out and they are gone." notesOpen
              seedHint={one.hasCodes ? 'Give it again, or they get no codes any more. ' : ''} seedOpen={one.hasCodes}
            />
            <Refused error={change.error} beside={['username', 'secret', 'seed', 'notes']} />
            <Button type="submit" loading={change.isPending} disabled={!one.credential}>Change login</Button>
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg"><Anchor component={Link} href={here} size="sm">Back</Anchor></Text>
    </Sheet>
  );
}
