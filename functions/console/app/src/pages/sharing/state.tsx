import classes from '../../parts/state.module.css';
import { Moment } from '../../parts/moment';
import type { Share } from './queries';

/** How a share stands: it may be open and yet closed by the one or the other side. */
export function ShareState({ share, open = true, here = false }: { share: Pick<Share, 'off' | 'ends'>; open?: boolean; here?: boolean }) {
  const [tone, text] = share.off ? ['grey', here ? 'Disabled here' : 'Disabled there'] as const
    : !open ? ['brass', 'Waits'] as const
    : ['pine', share.ends ? <>Until <Moment at={share.ends} as="day" /></> : 'Shared'] as const;
  return <span className={`${classes.pill} ${classes[tone]}`}>{text}</span>;
}
