import { Link } from 'wouter';
import classes from './organization-sheet.module.css';

type Tab<P extends string> = { at: P; href: string; name: string; mark?: string };

/** Links to the parts of a page; a mark says how many wait in one. */
export function Tabs<P extends string>({ label, at, tabs }: { label: string; at: P; tabs: Tab<P>[] }) {
  return (
    <nav className={classes.nav} aria-label={label}>
      {tabs.map((t) => (
        <Link key={t.at} href={t.href} aria-current={t.at === at ? 'page' : undefined}>{t.name}<Waiting mark={t.mark} /></Link>
      ))}
    </nav>
  );
}

/** How many wait, beside a name. */
export function Waiting({ mark }: { mark?: string }) {
  return mark ? <> <span className={classes.mark} title={`${mark} waiting`}>{mark}</span></> : null;
}
