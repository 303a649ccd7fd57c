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

/** A person, by the first letters of the first and last word of their name. */
export function Initials({ name, round = false }: { name: string; round?: boolean }) {
  return <span className={clsx(classes.mark, classes.initials, round && classes.round)} aria-hidden={!round}>{initials(name)}</span>;
}

/** The first letters of the first and last word of a name. */
export function initials(name: string) {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((w) => [...(w ?? '')][0] ?? '').join('').toUpperCase();
}

/** The key: what comes from outside, lent by its owner. */
export function KeyMark() {
  return <Mark icon={IconKey} tone="brass" />;
}

/** A resource of the organization's own. */
export function OwnMark() {
  return <Mark icon={IconWorld} />;
}
