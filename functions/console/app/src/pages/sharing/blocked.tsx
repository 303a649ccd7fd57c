import { IconLock } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useMembership } from '../../parts/memberships';
import look from '../request/look.module.css';
import credential from '../credential/credential.module.css';
import type { Partner } from './queries';

type Props = { organization: string; partner: Partner; why: string };

/** Why nothing can be shared for now (rule S4), and what an admin here can do about it. */
export function Blocked({ organization, partner, why }: Props) {
  const admin = useMembership(organization)?.role === 'admin';
  const own = partner.is === 'provider' && partner.open;
  return (
    <div className={credential.closed}>
      <IconLock size={20} aria-hidden />
      <div>
        {why}
        {admin && own && <> <Link href={`/organizations/${organization}/lock`}>Set the organization key</Link></>}
        {admin && partner.is === 'site' && <> <Link href={`/organizations/${organization}/sites/${partner.id}`}>See what is left to do</Link></>}
        {!own && partner.open && <div className={look.small}>You need not know their organization key, nor they yours.</div>}
      </div>
    </div>
  );
}
