import type { Schemas } from '../api/client';
import { useKeepSession } from '../api/keep';
import { Bell } from '../pages/notices/bell';
import { Finder } from './finder';
import classes from './frame.module.css';
import { Here } from './here';
import { LockMark } from './lock-mark';
import { PersonMenu } from './person-menu';
import { Unlock } from './unlock';

/** What the header has for who is signed in. */
export default function Signed({ me }: { me: Schemas['Me'] }) {
  useKeepSession();
  return (
    <>
      <Here me={me} />
      <div className={classes.right}>
        <Finder me={me} />
        <LockMark />
        <Bell />
        <PersonMenu me={me} />
        <Unlock />
      </div>
    </>
  );
}
