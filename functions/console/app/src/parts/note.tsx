import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './note.module.css';

/** Something that went wrong, read out at once. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={classes.note}>
      <IconAlertCircle size={20} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
