import { IconArrowBackUp, IconEyeOff, IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Mark } from '../../parts/mark';
import classes from './front.module.css';

/** What this is, beside the way in. */
export function Front({ children }: { children: ReactNode }) {
  return (
    <div className={classes.front}>
      <div className={classes.story}>
        <p className={classes.claim}>Lend the account. Keep the key.</p>
        <ul className={classes.points}>
          <li><Mark icon={IconKey} tone="brass" />Ask the owner of an account for its use. They answer from a mail, in two minutes.</li>
          <li><Mark icon={IconEyeOff} />Your team signs in with it and is not shown the password.</li>
          <li><Mark icon={IconArrowBackUp} />The owner sees each use, and takes it back at any time.</li>
        </ul>
      </div>
      {children}
    </div>
  );
}
