import { IconKey, IconWorld, type TablerIcon } from '@tabler/icons-react';
import { clsx } from 'clsx';
import classes from './mark.module.css';

/** A picture in a tile. */
export function Mark({ icon: Icon, tone }: { icon: TablerIcon; tone?: 'brass' | 'grey' }) {
  return (
    <span className={clsx(classes.mark, tone && classes[tone])} aria-hidden>
      <Icon size={21} stroke={1.8} />
    </span>
  );
}

/** The key: what comes from outside, lent by its owner. */
export function KeyMark() {
  return <Mark icon={IconKey} tone="brass" />;
}

/** A resource of the organization's own. */
export function OwnMark() {
  return <Mark icon={IconWorld} />;
}
