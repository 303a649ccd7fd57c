import { Anchor, Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { problemOf } from '../../api/problem';
import { Initials } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { More, Row, Rows, Section } from '../../parts/rows';
import { MemberState } from '../../parts/state';
import { FailedPart, Waiting } from '../../parts/states';
import { Invited } from './invited';
import { roles, useMembers } from './queries';

/** Who is in an organization, and who is invited. */
export default function Members({ organization }: { organization: string }) {
  const members = useMembers(organization);
  const admin = useMembership(organization)?.role === 'admin';
  const items = members.data?.pages.flatMap((p) => p.items) ?? [];
  const here = items.filter((m) => m.person);
  const invited = items.filter((m) => !m.person);
  const invite = admin && (
    <Button component={Link} href={`/organizations/${organization}/invite`} size="sm" leftSection={<IconUserPlus size={16} aria-hidden />}>Invite</Button>
  );
  return (
    <OrganizationSheet organization={organization} at="members" title="Members">
      {!members.data && (members.error ? <FailedPart problem={problemOf(members.error)} again={() => void members.refetch()} /> : <Waiting rows={3} />)}
      {members.data && (
        <>
          <Section title={`${here.length}${members.hasNextPage ? '+' : ''} ${here.length === 1 ? 'member' : 'members'}`} actions={invite}>
            <Rows label="Members">
              {here.map((m) => (
                <Row
                  key={m.person}
                  href={`/organizations/${organization}/members/${m.person}`}
                  mark={<Initials name={m.name ?? m.email} />}
                  name={m.name ?? m.email}
                  sub={<>{roles.find((r) => r.value === m.role)?.label} · {m.email} · since <Moment at={m.since} as="day" /></>}
                  state={m.state === 'active' ? undefined : <MemberState state={m.state} />}
                />
              ))}
            </Rows>
          </Section>
          {invited.length > 0 && (
            <Section title="Invited">
              <Rows label="Invited">{invited.map((m) => <Invited key={m.invitation} organization={organization} one={m} admin={admin} />)}</Rows>
            </Section>
          )}
          <More of={members} />
          <Anchor component={Link} href={`/organizations/${organization}/removed`} size="sm" mt="lg" display="block">Who was a member once</Anchor>
        </>
      )}
    </OrganizationSheet>
  );
}
