import { Link, useLocation } from 'wouter';
import type { Schemas } from '../api/client';
import classes from './finder.module.css';

/** In which organization one is, beside the name of the product: most pages of it have a title of their own. */
export function Here({ me: { memberships } }: { me: Schemas['Me'] }) {
  const [path] = useLocation();
  const here = memberships.find((m) => m.kind !== 'personal' && path.startsWith(`/organizations/${m.organization}`));
  return here ? <Link href={`/organizations/${here.organization}`} className={classes.here} title={here.name}>{here.name}</Link> : null;
}
