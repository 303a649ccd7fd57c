import { Anchor, Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useForm } from '../../parts/form';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import { organizationQuery } from '../../parts/standing';
import { FailedPart, Waiting } from '../../parts/states';
import look from '../request/look.module.css';
import { Leave } from './leave';
import { Ways } from './ways';

/** What an organization is, what its admins set, and the way out of it. */
export default function Settings({ organization, act }: { organization: string; act?: string }) {
  const found = useQuery(organizationQuery(organization));
  const role = useMembership(organization)?.role;
  if (act === 'leave') return <Leave organization={organization} />;
  return (
    <OrganizationSheet organization={organization} at="settings" title="Settings">
      {!found.data && (found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting />)}
      {found.data && (
        <Stack gap="md" maw={520}>
          <Card>
            <div className={look.strong}>{found.data.name}</div>
            <Text size="sm" c="dimmed">Here since <Moment at={found.data.since} as="day" />. You are {article(role)}.</Text>
            <Text size="sm" c="dimmed">Its record stays for {found.data.auditYears === 1 ? '1 year' : `${found.data.auditYears} years`}.</Text>
          </Card>
          {role && <Ways organization={organization} role={role} />}
          {role === 'admin' && <Term one={found.data} />}
          <Anchor component={Link} href={`/organizations/${organization}/settings/leave`} size="sm">Leave {found.data.name}</Anchor>
        </Stack>
      )}
    </OrganizationSheet>
  );
}

function article(role = 'user') {
  return /^[aeio]/.test(role) ? `an ${role}` : `a ${role}`;
}

/** How long the record stays. */
function Term({ one }: { one: Schemas['Organization'] }) {
  const queries = useQueryClient();
  const repeat = useRepeatKey();
  const form = useForm({ auditYears: String(one.auditYears) });
  const change = useMutation({
    mutationFn: (body: Schemas['OrganizationChange']) =>
      answer(api.POST('/api/organizations/{organization}', { params: { path: { organization: one.id }, header: repeat(body) }, body })),
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: (now) => queries.setQueryData(organizationQuery(one.id).queryKey, now),
  });
  const shorter = Number(form.values.auditYears) < one.auditYears;
  return (
    <Card>
      <form onSubmit={form.submit((v) => change.mutate({ auditYears: Number(v.auditYears) }))}>
        <Stack gap="md">
          <NativeSelect
            label="How long the record stays" size="md" value={form.values.auditYears} error={form.text('auditYears').error}
            description={shorter ? 'What is older is hidden at once.' : 'Who did what, for admins and auditors.'}
            data={Array.from({ length: 10 }, (_, i) => ({ value: String(i + 1), label: i === 0 ? '1 year' : `${i + 1} years` }))}
            onChange={(e) => form.set('auditYears', e.currentTarget.value)}
          />
          <Refused error={change.error} beside={['auditYears']} />
          <Button type="submit" variant="default" loading={change.isPending} disabled={Number(form.values.auditYears) === one.auditYears}>Save</Button>
          <Text component="output" size="sm">{change.isSuccess && 'Saved.'}</Text>
        </Stack>
      </form>
    </Card>
  );
}
