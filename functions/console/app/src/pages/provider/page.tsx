import { Stack, Text } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { Link } from 'wouter';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { PeopleThere } from '../../parts/people-there';
import { Card, Sheet } from '../../parts/sheet';
import { Absent, Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { PartnerShares, SharedBoth } from '../sharing/partner';
import { End } from '../sites/end';
import { useProvider } from '../sites/queries';
import { SiteState } from '../sites/state';

/** Whose site the organization is, what the provider may do here and what not; open while the provider has closed it, too. */
export default function Provider({ organization, act }: { organization: string; act?: string }) {
  const membership = useMembership(organization);
  const found = useProvider(organization);
  if (!membership) return <Absent />;
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const { name } = membership;
  const admin = membership.role === 'admin';
  const reads = admin || membership.role === 'auditor';
  const provider = found.data;
  const here = `/organizations/${organization}/provider`;
  if (act === 'end') return admin ? <End organization={organization} partner={provider} own="site" here={here} after={`/organizations/${organization}`} /> : <Absent />;
  if (act === 'shared' && provider.open) return <PartnerShares organization={organization} partner={provider} here={here} />;
  if (act) return <Absent />;
  return (
    <Sheet title="Our provider" eyebrow={name} back={provider.open ? { href: `/organizations/${organization}/settings`, name: 'Settings' } : { href: '/', name: 'Start' }} width="middle">
      <Stack gap="md">
        <Card label="Who it is">
          <div className={look.row}>
            <Mark icon={IconBuilding} />
            <div>
              <div className={look.strong}>{provider.name}</div>
              <div className={look.small}>{name} is its site since <Moment at={provider.since} as="day" /></div>
            </div>
          </div>
          <Text component="div" mt="sm"><SiteState site={provider} /></Text>
          {!provider.open && <Text size="sm" mt="sm">{provider.turned ? <>{provider.name} disabled client sign-in on <Moment at={provider.turned} />: nobody of {name} gets in. Everything is kept. Ask them.</> : <>{provider.name} has not enabled client sign-in yet.</>}</Text>}
        </Card>
        <Card label="What it may">
          <div className={look.strong}>What {provider.name} may do here</div>
          <Text size="sm" mt={6}>Invite people, of which every admin is told; close {name} to its people and open it again; decide its credential types{provider.forced ? ', which it does' : ''}.</Text>
          <div className={look.strong} style={{ marginTop: 12 }}>What it sees of {name}</div>
          <Text size="sm" mt={6}>Nothing but what you share with it, and the names of members and groups to share with. It does not know your organization key.</Text>
        </Card>
        {reads && provider.open && <SharedBoth organization={organization} partner={provider} here={here} admin={admin} />}
        {admin && provider.open && <PeopleThere organization={organization} partner={provider.id} name={provider.name} />}
        {admin && <Text size="sm"><Link href={`${here}/end`} className={look.quiet}>End what we have to do with {provider.name}…</Link></Text>}
      </Stack>
    </Sheet>
  );
}
