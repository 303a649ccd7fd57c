import { useNetwork } from '@mantine/hooks';
import { lazy, Suspense, useRef, type ReactNode } from 'react';
import { useSession } from '../api/session';
import { Brand } from './brand';
import classes from './frame.module.css';

// Apart: a mailed link is mostly opened by somebody who is not signed in.
const Signed = lazy(() => import('./signed'));

/** What is around every page. */
export function Frame({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const session = useSession();
  return (
    <>
      <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Brand />
          {session.state === 'in' && (
            <Suspense fallback={null}>
              <Signed me={session.me} />
            </Suspense>
          )}
        </div>
        <Offline />
      </header>
      <main ref={main} tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </>
  );
}

function Offline() {
  const { online } = useNetwork();
  return (
    <output>
      {!online && <span className={classes.offline}>You are offline. What you see may be old; nothing can be changed.</span>}
    </output>
  );
}
