import { Anchor, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api } from '../api/client';
import { answerAsked, lockQuery, useAsked } from '../api/lock';
import { problemOf } from '../api/problem';
import { Dialog } from './dialog';
import { given, useForm } from './form';
import { useMembership } from './memberships';
import { Refused } from './refused';

/** Asks for the organization key when something needs it, and lets that go on where it was. */
export function Unlock() {
  const organization = useAsked();
  return organization ? <Ask key={organization} organization={organization} /> : null;
}

function Ask({ organization }: { organization: string }) {
  const queries = useQueryClient();
  const membership = useMembership(organization);
  const name = membership?.name ?? 'The organization';
  const form = useForm({ key: '' }, (v) => ({ key: given(v.key, 'The organization key.') }));
  const unlock = useMutation({
    mutationFn: (key: string) => answer(api.POST('/api/organizations/{organization}/lock/unlock', { params: { path: { organization } }, body: { key } })),
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: (now) => {
      queries.setQueryData(lockQuery(organization).queryKey, now);
      answerAsked(organization, true);
    },
  });
  const close = () => answerAsked(organization, false);
  return (
    <Dialog title={`${name} is locked`} close={close}>
      <form ref={form.attach} onSubmit={form.submit((v) => unlock.mutate(v.key))} noValidate>
        <Stack gap="md">
          <Text size="sm">Its secrets open only with the organization key. Type it to go on; it holds until you sign out or lock it again.</Text>
          <PasswordInput
            label="Organization key" description="In capitals or not, with or without spaces." autoComplete="off" maxLength={256}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the organization key', tabIndex: 0 }} {...form.text('key')}
          />
          <Refused error={unlock.error} beside={['key']} />
          <Group grow gap="sm">
            <Button variant="default" onClick={close}>Not now</Button>
            <Button type="submit" loading={unlock.isPending}>Unlock</Button>
          </Group>
          {membership?.role === 'admin'
            ? <Anchor component={Link} href={`/organizations/${organization}/lock/recover`} size="sm" onClick={close}>I forgot it</Anchor>
            : <Text size="sm" c="dimmed">Forgot it? An admin of {name} knows what to do. It is not your own password.</Text>}
        </Stack>
      </form>
    </Dialog>
  );
}
