import { clsx } from 'clsx';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import classes from './dialog.module.css';

type Props = { title: string; close: () => void; look?: string; children: ReactNode };

/** Asks something over whatever is there: the browser keeps the focus inside, and gives it back. Escape closes. */
export function Dialog({ title, close, look, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const name = useId();
  // Before it is taken off the page: one that is gone gives the focus back to nobody.
  useLayoutEffect(() => {
    const here = box.current;
    here?.showModal();
    here?.querySelector<HTMLElement>('input')?.focus();
    return () => here?.close();
  }, []);
  return (
    <dialog ref={box} className={clsx(classes.dialog, look)} aria-labelledby={name} onCancel={(e) => { e.preventDefault(); close(); }}>
      <h2 id={name}>{title}</h2>
      {children}
    </dialog>
  );
}
