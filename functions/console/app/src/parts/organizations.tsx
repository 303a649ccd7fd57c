import { IconBuilding, IconKey, IconUserOff } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import type { Schemas } from '../api/client';
import classes from './organizations.module.css';

type Membership = Schemas['Membership'];

/** Where one is a member, and the way there. A suspended one is shown as that, and leads nowhere. */
export function Organizations({ memberships, go }: { memberships: Membership[]; go: () => void }) {
  const [at] = useLocation();
  if (memberships.length === 0) return null;
  const own = memberships.filter((m) => m.kind === 'personal');
  const others = memberships.filter((m) => m.kind !== 'personal');
  return (
    <nav aria-label="Your organizations">
      <ul className={classes.list}>
        {others.map((m) => (
          <li key={m.organization}>
            {m.suspended
              ? <span className={classes.one}><IconUserOff size={18} aria-hidden /><span><b>{m.name}</b><small>suspended for now</small></span></span>
              : (
                <Link href={`/organizations/${m.organization}`} className={classes.one} onClick={go} aria-current={at.startsWith(`/organizations/${m.organization}`) ? 'true' : undefined}>
                  <IconBuilding size={18} aria-hidden /><span><b>{m.name}</b><small>{m.role}</small></span>
                </Link>
              )}
          </li>
        ))}
        {own.map((m) => (
          <li key={m.organization}>
            <Link href="/shared" className={classes.one} onClick={go} aria-current={at === '/shared' ? 'true' : undefined}>
              <IconKey size={18} aria-hidden /><span><b>Your own accounts</b><small>what you share</small></span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
