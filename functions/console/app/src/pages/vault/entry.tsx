import { VisuallyHidden } from '@mantine/core';
import { IconBan, IconKey, IconLock, IconShare3, IconUser, IconWorld } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { Link } from 'wouter';
import { hostOf } from '../../parts/place';
import { FiledState } from '../../parts/state';
import { several } from '../members/words';
import classes from './list.module.css';
import type { Filed } from './queries';

/** One credential in a list: what it is, where it is, and how it stands. */
export function Entry({ one, href, stop }: { one: Filed; href: string; stop: boolean }) {
  const where = placeOf(one);
  const flagged = Boolean(one.disabled || one.off || one.waits || one.due || (one.owner && !one.managed && one.resource));
  return (
    <Link href={href} className={classes.link} tabIndex={stop ? 0 : -1}>
      <span className={clsx(classes.icon, one.disabled || one.off ? classes.off : one.from && classes.from)} aria-hidden>{iconOf(one)}</span>
      <span className={classes.what}>
        <div className={classes.name}>{one.name}{one.sharedWith && <Shared with={one.sharedWith} />}</div>
        <div className={classes.sub}>
          {one.from && <>from {one.from} · </>}{[one.username, one.type].filter(Boolean).join(' · ') || (one.url ? hostOf(one.url) : 'No username')}
          <span className={classes.narrow}>{where && ` · ${where}`}</span>
        </div>
        {flagged && <span className={classes.flag} hidden />}
      </span>
      <span className={classes.where}>
        <div className={classes.sub}>{where}</div>
        {one.tags && one.tags.length > 0 && <div className={classes.tags}>{one.tags.map((t) => <span key={t} className={classes.tag}>{t}</span>)}</div>}
      </span>
      <span className={classes.state}><FiledState one={one} /></span>
    </Link>
  );
}

/** The shared icon, with how many it is shared with (rule H3). */
function Shared({ with: many }: { with: number }) {
  const said = `shared with ${several(many, 'organization')}`;
  return <span className={classes.shared} title={said}><IconShare3 size={15} aria-hidden /><VisuallyHidden>, {said}</VisuallyHidden></span>;
}

const small = { size: 18, stroke: 1.8 };

function iconOf(one: Filed) {
  if (one.disabled) return <IconBan {...small} />;
  if (one.from) return <IconKey {...small} />;
  if (one.owner) return <IconUser {...small} />;
  if (one.url || one.resource) return <IconWorld {...small} />;
  return <IconLock {...small} />;
}

/** Where it is kept, as a path. */
export function placeOf(one: Pick<Filed, 'folderPath' | 'owner' | 'from' | 'resource'>) {
  if (one.folderPath && one.folderPath.length > 0) return one.folderPath.join(' / ');
  if (one.owner) return one.resource ? 'A member’s login' : 'Yours alone';
  return one.from && one.resource ? 'With its app' : '';
}
