import { Anchor } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './rows.module.css';

/** A list of things that lead to their pages. */
export function Rows({ children, label }: { children: ReactNode; label: string }) {
  return <ul className={classes.rows} aria-label={label}>{children}</ul>;
}

type RowProps = { href: string; mark: ReactNode; name: string; sub: ReactNode; state?: ReactNode; act?: ReactNode };

/** One of them: on a phone its state, and what can be done at once, stand below the name, otherwise at the right. */
export function Row({ href, mark, name, sub, state, act }: RowProps) {
  return (
    <li className={act ? classes.acting : undefined}>
      <Link href={href} className={classes.row}>
        {mark}
        <div>
          <div className={classes.name}>{name}</div>
          <div className={classes.sub}>{sub}</div>
          {state && <div className={classes.under}>{state}</div>}
        </div>
        <div className={classes.tail}>
          {state && <div className={classes.onlyWide}>{state}</div>}
          <IconChevronRight size={18} className={classes.chevron} aria-hidden />
        </div>
      </Link>
      {act && <div className={classes.act}>{act}</div>}
    </li>
  );
}

/** A part of a page with a heading and what can be done there. */
export function Section({ title, actions, children }: { title: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <div className={classes.heading}><h2>{title}</h2>{actions}</div>
      {children}
    </section>
  );
}

/** Goes on with a list that has more. */
export function More({ of }: { of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  if (!of.hasNextPage) return null;
  return (
    <Anchor component="button" type="button" size="sm" mt="sm" disabled={of.isFetchingNextPage} onClick={() => of.fetchNextPage()}>
      Show more
    </Anchor>
  );
}
