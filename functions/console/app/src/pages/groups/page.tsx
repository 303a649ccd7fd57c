import { Button, Stack, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { Refused } from '../../parts/refused';
import { More, Row, Rows, Section } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { useGroupAct, useGroups } from './queries';

/** The groups of an organization. */
export default function Groups({ organization }: { organization: string }) {
  const groups = useGroups(organization);
  const admin = useMembership(organization)?.role === 'admin';
  const items = groups.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <OrganizationSheet organization={organization} at="groups" title="Groups" lead="Members who are let in to things together.">
      {!groups.data && (groups.error ? <FailedPart problem={problemOf(groups.error)} again={() => void groups.refetch()} /> : <Waiting rows={3} />)}
      {groups.data && items.length === 0 && <Card><Empty icon={<IconUsers size={30} />} title="No groups yet">Make one, put members into it, and let it in to an app.</Empty></Card>}
      {items.length > 0 && (
        <Rows label="Groups">
          {items.map((g) => (
            <Row key={g.id} href={`/organizations/${organization}/groups/${g.id}`} mark={<Mark icon={IconUsers} />} name={g.name} sub={g.members.length === 1 ? '1 member' : `${g.members.length} members`} />
          ))}
        </Rows>
      )}
      <More of={groups} />
      {admin && groups.data && <Stack mt={32}><NewGroup organization={organization} /></Stack>}
    </OrganizationSheet>
  );
}

function NewGroup({ organization }: { organization: string }) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const form = useForm({ name: '' }, (v) => ({ name: given(v.name, 'A name, like “Campaigns”.') }));
  const create = useGroupAct(organization, async (name: string) => {
    const body = { name, members: [] };
    const made = await answer(api.POST('/api/organizations/{organization}/groups', { params: { path: { organization }, header: repeat(body) }, body }));
    go(`/organizations/${organization}/groups/${made.id}`);
    return made;
  });
  const send = form.submit((v) => create.mutate(v.name.trim(), { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Section title="A new group">
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md" maw={420}>
            <TextInput label="Name" maxLength={120} {...form.text('name')} />
            <Refused error={create.error} beside={['name']} />
            <Button type="submit" variant="default" loading={create.isPending}>Make the group</Button>
          </Stack>
        </form>
      </Card>
    </Section>
  );
}
