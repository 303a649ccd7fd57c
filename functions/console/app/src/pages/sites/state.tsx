import type { Schemas } from '../../api/client';
import classes from '../../parts/state.module.css';

/** Whether a site is open to its people. */
export function SiteState({ site }: { site: Pick<Schemas['Site'], 'open' | 'turned' | 'held'> }) {
  const [tone, text] = site.held ? ['brass', 'Waits for Valetkey'] as const
    : site.open ? ['pine', 'Open'] as const
    : site.turned ? ['grey', 'Closed'] as const : ['brass', 'Not opened yet'] as const;
  return <span className={`${classes.pill} ${classes[tone]}`}>{text}</span>;
}
