import { IconChevronLeft } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './sheet.module.css';

let firstPage = true; // of this load: the browser has put the focus where it belongs

type Props = {
  title: string;
  mark?: ReactNode;
  eyebrow?: ReactNode;
  lead?: ReactNode;
  back?: { href: string; name: string };
  width?: 'middle' | 'wide';
  children?: ReactNode;
};

/** A page, or a step of one: its heading takes the focus when it appears, so that a screen reader reads it out. */
export function Sheet({ title, mark, eyebrow, lead, back, width, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Valetkey`;
    if (!firstPage) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    firstPage = false;
  }, [title]);
  return (
    <div className={clsx(classes.sheet, width && classes[width])}>
      {back && (
        <Link href={back.href} className={classes.back}>
          <IconChevronLeft size={16} aria-hidden />
          {back.name}
        </Link>
      )}
      {mark && <div className={classes.mark}>{mark}</div>}
      {eyebrow && <p className={classes.eyebrow}>{eyebrow}</p>}
      <h1 ref={heading} tabIndex={-1} className={classes.title}>{title}</h1>
      {lead && <p className={classes.lead}>{lead}</p>}
      <div className={classes.body}>{children}</div>
    </div>
  );
}

/** A framed part of a page. */
export function Card({ children, className, label }: { children: ReactNode; className?: string; label?: string }) {
  return <section className={clsx(classes.card, className)} aria-label={label}>{children}</section>;
}
