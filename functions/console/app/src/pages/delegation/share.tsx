import { Anchor, Button, Checkbox, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { hostOf } from '../../parts/place';
import { Refused } from '../../parts/refused';
import { SecretFields } from '../../parts/secret-fields';
import { Card, Sheet } from '../../parts/sheet';
import { useShow } from './queries';
import type { Step } from './step';

/** Takes the login that was asked for, and shares it. */
export function Share({ organization, one, here }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const show = useShow(organization);
  const form = useForm({ username: '', secret: '', notes: '', allowViewing: false }, (v) => ({
    username: given(v.username, 'The name or address you sign in with there.'),
    secret: given(v.secret, 'The password you sign in with there.'),
  }));
  const share = useMutation({
    mutationFn: (body: Schemas['DelegationShare']) =>
      answer(api.POST('/api/organizations/{organization}/delegations/{delegation}/share', {
        params: { path: { organization, delegation: one.id }, header: repeat(body) }, body,
      })),
    onError: (e) => {
      form.refuse(problemOf(e));
      if (problemOf(e).status === 409) void show();
    },
    onSuccess: async (now) => {
      await show(now);
      go(`${here}/done`, { replace: true });
    },
  });
  const send = form.submit(({ notes, ...v }) => share.mutate({ ...v, ...(notes && { notes }) }));
  return (
    <Sheet
      eyebrow={`For ${one.organization}`}
      title={`Share your login of ${one.name}`}
      lead={<>The one you use at <b>{hostOf(one.address)}</b>.</>}
    >
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate autoComplete="off">
          <Stack gap="md">
            <SecretFields form={form} secretLabel="Password" />
            <Checkbox
              label="Allow viewing the password"
              description="Without it they sign in and are not shown it. A browser that signs in holds the password, so a determined person can still read it."
              {...form.tick('allowViewing')}
            />
            <Refused error={share.error} beside={['username', 'secret', 'notes']} />
            <Button type="submit" loading={share.isPending}>Share access</Button>
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg"><Anchor component={Link} href={here} size="sm">Back to the request</Anchor></Text>
    </Sheet>
  );
}
