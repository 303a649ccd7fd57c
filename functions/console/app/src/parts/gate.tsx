import { lazy, type ReactNode } from 'react';
import { useSession } from '../api/session';
import { Failed, Loading } from './states';

const SignIn = lazy(() => import('../pages/signin/page'));

/** Shows a page to who is signed in. Others are asked to, at the same address, and are then where they wanted to be. */
export function Gate({ children }: { children: ReactNode }) {
  const session = useSession();
  switch (session.state) {
    case 'in':
      return children;
    case 'out':
      return <SignIn />;
    case 'failed':
      return <Failed problem={session.problem} again={session.again} />;
    default:
      return <Loading />;
  }
}
