import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { Initials } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { MemberState } from '../../parts/state';
import { Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { useMember, useMemberAct } from './queries';
import { MayKnow } from './received';
import { Remove } from './remove';
import { RoleOf } from './role';
import { Sharing } from './sharing';
import { Suspend } from './suspend';

type Props = { organization: string; person: string; act?: string };

/** One member: role, what they may know, and the ways to close the organization to them. */
export default function Member({ organization, person, act }: Props) {
  const found = useMember(organization, person);
  const me = useMe().person.id;
  const admin = useMembership(organization)?.role === 'admin';
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const one = found.data;
  const here = `/organizations/${organization}/members/${person}`;
  const name = one.name ?? one.email;
  if (act === 'remove' && admin) return <Remove organization={organization} one={one} here={here} />;
  if (act === 'suspend' && admin) return <Suspend organization={organization} one={one} here={here} />;
  return (
    <Sheet title={name} back={{ href: `/organizations/${organization}/members`, name: 'Members' }} width="middle">
      <Stack gap="md">
        <Card label="Who they are">
          <div className={look.row}>
            <Initials name={name} />
            <div>
              <div className={look.strong}>{one.email}</div>
              <div className={look.small}>{person === me ? 'This is you. ' : ''}Member since <Moment at={one.since} as="day" /></div>
            </div>
          </div>
          <Group mt="sm"><MemberState state={one.state} /></Group>
          {one.ended && (
            <Text size="sm" mt="sm">{one.state === 'suspended' ? 'Suspended' : 'Ended'} on <Moment at={one.ended} />{one.endedBy && <> by {one.endedBy}</>}.</Text>
          )}
          {one.lastAdmin && <Text size="sm" mt="sm">The only admin: cannot be demoted, suspended or removed until there is another.</Text>}
          {admin && !one.lastAdmin && one.state !== 'removed' && person !== me && <Acts organization={organization} one={one} here={here} />}
        </Card>
        {admin && one.state === 'active' && <RoleOf key={one.role} organization={organization} one={one} />}
        {admin && one.state === 'active' && (one.role === 'user' || one.role === 'reviewer') && <Sharing organization={organization} one={one} />}
        <Group gap="lg">
          <Anchor component={Link} href={`/organizations/${organization}/reports/members/${person}`} size="sm">What they get in to</Anchor>
          <Anchor component={Link} href={`/organizations/${organization}/record?person=${person}`} size="sm">What they did</Anchor>
        </Group>
        <MayKnow organization={organization} person={person} gone={one.state === 'removed'} />
      </Stack>
    </Sheet>
  );
}

function Acts({ organization, one, here }: { organization: string; one: Schemas['MemberDetail']; here: string }) {
  const repeat = useRepeatKey();
  const path = { organization, person: one.person! };
  const resume = useMemberAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/members/{person}/resume', { params: { path, header: repeat([path, one.ended]) } })),
  );
  return (
    <>
      <div className={look.acts}>
        {one.state === 'suspended'
          ? <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>Let in again</Button>
          : <Button component={Link} href={`${here}/suspend`} variant="default">Suspend…</Button>}
        <Button component={Link} href={`${here}/remove`} variant="default">Remove…</Button>
      </div>
      <Refused error={resume.error} />
    </>
  );
}
