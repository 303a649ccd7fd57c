import type { Schemas } from '../api/client';
import { useKeepSession } from '../api/keep';
import { Bell } from '../pages/notices/bell';
import classes from './frame.module.css';
import { PersonMenu } from './person-menu';

/** What the header has for who is signed in. */
export default function Signed({ me }: { me: Schemas['Me'] }) {
  useKeepSession();
  return (
    <div className={classes.right}>
      <Bell />
      <PersonMenu me={me} />
    </div>
  );
}
