import { Redirect } from 'wouter';
import { useMembership } from '../../parts/memberships';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { Organization } from '../home/organization';

/** One organization: its apps, and the ways to the rest of it. */
export default function OrganizationPage({ organization }: { organization: string }) {
  const membership = useMembership(organization);
  if (membership?.kind === 'personal') return <Redirect to="/" replace />;
  return (
    <OrganizationSheet organization={organization} at="apps">
      {membership && <Organization membership={membership} title="Apps" />}
    </OrganizationSheet>
  );
}
