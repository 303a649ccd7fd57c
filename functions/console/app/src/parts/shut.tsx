import { Anchor, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconLockPause } from '@tabler/icons-react';
import { Link } from 'wouter';
import { problemOf } from '../api/problem';
import { Mark } from './mark';
import { useMembership } from './memberships';
import { Card, Sheet } from './sheet';
import { organizationQuery } from './standing';

/** What a member is told of an organization that is closed to all who belong there: only its provider does that to a site (rule S1). */
export function useShut(organization: string) {
  const { error } = useQuery(organizationQuery(organization));
  const suspended = useMembership(organization)?.suspended;
  const problem = error && problemOf(error);
  return problem?.status === 403 && !suspended ? problem.message : undefined;
}

/** The page of a site that its provider closed, or has not opened yet. */
export function Shut({ organization, why }: { organization: string; why: string }) {
  const membership = useMembership(organization);
  const knows = membership?.role === 'admin' || membership?.role === 'auditor';
  return (
    <Sheet mark={<Mark icon={IconLockPause} tone="grey" />} title={`${membership?.name} is closed for now`} lead={why}>
      <Text mb="lg">Nothing is lost: when it is opened, all is as it was. Your other organizations go on.</Text>
      {knows && <Button component={Link} href={`/organizations/${organization}/provider`} mr="sm" mb="sm">Our provider</Button>}
      <Button component={Link} href="/" variant="default" mb="sm">To the start page</Button>
    </Sheet>
  );
}

/** The same among other organizations. */
export function ShutCard({ organization, why }: { organization: string; why: string }) {
  const membership = useMembership(organization);
  return (
    <Card>
      <Text fw={600}><Anchor component={Link} href={`/organizations/${organization}`} inherit>{membership?.name}</Anchor> is closed for now</Text>
      <Text size="sm" c="dimmed">{why} Nothing is lost.</Text>
    </Card>
  );
}
