import { Anchor, Button, Checkbox, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { EndDate, endOf, wrongEnd } from '../../parts/end-date';
import { given, useForm } from '../../parts/form';
import { useLenders } from '../../parts/memberships';
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
  const form = useForm({ username: '', secret: '', seed: '', notes: '', ends: '', allowViewing: false }, (v) => ({
    username: given(v.username, 'The name or address you sign in with there.'),
    secret: given(v.secret, 'The password you sign in with there.'),
    ends: wrongEnd(v.ends),
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
  const send = form.submit(({ username, secret, seed, notes, ends, allowViewing }) =>
    share.mutate({
      username, secret, allowViewing, ...(seed.trim() && { seed: seed.trim() }), ...(notes && { notes }),
      ...(ends && { ends: endOf(ends).toISOString() }),
    }),
  );
  const organizations = useLenders();
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
            <EndDate label="Last day, if you like" {...form.text('ends')} />
            <Refused error={share.error} beside={['username', 'secret', 'seed', 'notes', 'ends']} />
            <Button type="submit" loading={share.isPending}>Share access</Button>
          </Stack>
        </form>
      </Card>
      <Stack gap={6} mt="lg" align="center">
        {organizations.length > 0 && (
          <Anchor component={Link} href={`${here}/lend`} size="sm" ta="center">
            Answer with a login of {organizations.length === 1 ? organizations[0]!.name : 'one of your organizations'} instead
          </Anchor>
        )}
        <Anchor component={Link} href={here} size="sm">Back to the request</Anchor>
      </Stack>
    </Sheet>
  );
}
