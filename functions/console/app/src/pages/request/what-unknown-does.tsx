import { IconBan, IconEyeOff, IconMailForward } from '@tabler/icons-react';
import { clsx } from 'clsx';
import classes from './look.module.css';

/** What "I do not know them" does, before it is done. */
export function WhatUnknownDoes({ organization }: { organization: string }) {
  return (
    <>
      <h2 className={classes.label}>If you say so</h2>
      <ul className={clsx(classes.list, classes.gap)}>
        <li><IconBan size={19} aria-hidden />Every open request of {organization} to this address ends, and they cannot ask it again.</li>
        <li><IconMailForward size={19} aria-hidden />They are told that you do not know them. Who is unknown to several owners may ask nobody any more.</li>
        <li><IconEyeOff size={19} aria-hidden />Nothing of yours is shared. What you share already stays until you revoke it.</li>
      </ul>
    </>
  );
}
