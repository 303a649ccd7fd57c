import { Anchor, Button, Checkbox, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { EndDate, endOf, wrongEnd } from '../../parts/end-date';
import { given, useForm } from '../../parts/form';
import { useLenders } from '../../parts/memberships';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { CompanyLogin } from './company-login';
import type { Step } from './step';

/** Answers a request with a login of an organization that the owner administers. */
export function Lend({ one, here }: Step) {
  const [, go] = useLocation();
  const queries = useQueryClient();
  const repeat = useRepeatKey();
  const lenders = useLenders();
  const form = useForm({ organization: lenders.length === 1 ? lenders[0]!.organization : '', resource: '', credential: '', ends: '', allowViewing: false }, (v) => ({
    organization: given(v.organization, 'Whose login it is.'),
    resource: given(v.resource, 'The app that the login is for.'),
    credential: given(v.credential, 'The login that is lent.'),
    ends: wrongEnd(v.ends),
  }));
  const lend = useMutation({
    mutationFn: ({ organization, ...body }: Schemas['DelegationLend'] & { organization: string }) =>
      answer(api.POST('/api/organizations/{organization}/delegations/{delegation}/lend', {
        params: { path: { organization, delegation: one.id }, header: repeat([organization, body]) }, body,
      })),
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: async (_now, { organization }) => {
      go(`/requests/${organization}/${one.id}/done`, { replace: true });
      await queries.invalidateQueries({ queryKey: ['organization'] });
    },
  });
  const send = form.submit(({ ends, ...v }) => lend.mutate({ ...v, ...(ends && { ends: endOf(ends).toISOString() }) }));
  const { organization, resource, credential } = form.values;
  return (
    <Sheet eyebrow={`For ${one.organization}`} title="Answer with a login of an organization" lead={`They asked for ${one.name}. The login stays where it is: when it changes there, they have the new one.`}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <NativeSelect
              label="Organization" size="md" value={organization} error={form.text('organization').error}
              data={[{ value: '', label: 'Choose…' }, ...lenders.map((m) => ({ value: m.organization, label: m.name }))]}
              onChange={(e) => {
                form.set('organization', e.currentTarget.value);
                form.set('resource', '');
                form.set('credential', '');
              }}
            />
            {organization && <CompanyLogin organization={organization} resource={resource} credential={credential} form={form} />}
            <Checkbox
              label="Allow viewing the password"
              description="Without it they sign in and are not shown it. A browser that signs in holds the password, so a determined person can still read it."
              {...form.tick('allowViewing')}
            />
            <EndDate label="Last day, if you like" {...form.text('ends')} />
            <Refused error={lend.error} beside={['organization', 'resource', 'credential', 'ends']} />
            <Button type="submit" loading={lend.isPending}>Share access</Button>
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg"><Anchor component={Link} href={`${here}/share`} size="sm">Give a login of my own instead</Anchor></Text>
    </Sheet>
  );
}
