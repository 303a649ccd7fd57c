import { lazy } from 'react';
import { useMembership } from '../../parts/memberships';
import { Absent } from '../../parts/states';
import { Vault } from './vault';

const New = lazy(() => import('./new'));
const Health = lazy(() => import('./health'));
const Knowledge = lazy(() => import('./knowledge'));
const Export = lazy(() => import('./export'));
const FolderPage = lazy(() => import('./folder'));
const NewPlace = lazy(() => import('./new-place'));

type Props = { organization: string; part?: string; which?: string; act?: string };

/** The vault of an organization: the list, and what is done with the vault as a whole. */
export default function VaultPage({ organization, part, which, act }: Props) {
  const membership = useMembership(organization);
  if (!membership || membership.kind === 'personal') return <Absent />; // a personal account lends logins, and keeps none
  const admin = membership.role === 'admin' && !membership.suspended;
  const reads = admin || membership.role === 'auditor';
  switch (part) {
    case undefined:
      return <Vault membership={membership} />;
    case 'new':
      return membership.role === 'auditor' ? <Absent /> : <New organization={organization} />;
    case 'health':
      return <Health organization={organization} />;
    case 'knowledge':
      return reads ? <Knowledge organization={organization} /> : <Absent />;
    case 'export':
      return admin ? <Export organization={organization} /> : <Absent />;
    case 'folders':
    case 'clients':
      if (!admin || !which) return <Absent />;
      return which === 'new' ? <NewPlace organization={organization} client={part === 'clients'} /> : <FolderPage organization={organization} folder={which} act={act} />;
    default:
      return <Absent />;
  }
}
