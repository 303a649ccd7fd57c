import { Button } from '@mantine/core';
import { IconArrowBackUp, IconEye, IconEyeOff, IconKey, IconRosetteDiscountCheck, IconShieldExclamation, IconX } from '@tabler/icons-react';
import { clsx } from 'clsx';
import type { Schemas } from '../../api/client';
import { Initials, KeyMark } from '../../parts/mark';
import { ago, Moment } from '../../parts/moment';
import { hostOf } from '../../parts/place';
import { Sheet } from '../../parts/sheet';
import classes from './look.module.css';

/** What a request says, to who holds its link and to who claimed it. */
export type Asked = Pick<
  Schemas['DelegationSeen'],
  'organization' | 'since' | 'asker' | 'askerEmail' | 'name' | 'address' | 'message' | 'lapses'
>;

export type Act = 'share' | 'deny' | 'unknown';

type Props = { asked: Asked; choose: (act: Act) => void; busy?: boolean; back?: { href: string; name: string } };

/** Who asks for what and why, what agreeing means, and the two answers, neither nearer than the other; and a way out for who never heard of them. */
export function Look({ asked, choose, busy = false, back }: Props) {
  return (
    <Sheet title={`${asked.organization} asks for the use of your account`} back={back}>
      <div className={classes.parts}>
        <section className={classes.part} aria-label="For what">
          <div className={classes.row}>
            <KeyMark />
            <div>
              <div className={classes.strong}>{asked.name}</div>
              <div className={classes.small} title={asked.address}>{hostOf(asked.address)}</div>
            </div>
          </div>
        </section>
        <Asker asked={asked} />
        <Consequences />
      </div>
      <div className={classes.bar}>
        <p className={classes.until}>
          You can answer until <Moment at={asked.lapses} /> ({ago(new Date(asked.lapses))}).
        </p>
        <div className={classes.buttons}>
          <Button variant="default" px={6} leftSection={<IconKey size={18} aria-hidden />} disabled={busy} onClick={() => choose('share')}>
            Share access
          </Button>
          <Button variant="default" px={6} leftSection={<IconX size={18} aria-hidden />} disabled={busy} onClick={() => choose('deny')}>
            Deny
          </Button>
        </div>
        <button type="button" className={classes.quiet} disabled={busy} onClick={() => choose('unknown')}>I do not know them</button>
      </div>
    </Sheet>
  );
}

function Asker({ asked }: { asked: Asked }) {
  return (
    <section className={classes.part} aria-label="Who asks, and why">
      <div className={clsx(classes.row, classes.top)}>
        <Initials name={asked.asker} />
        <div>
          <div className={classes.strong}>{asked.asker}</div>
          <div className={classes.small}>
            {asked.askerEmail}{' '}
            <span className={classes.confirmed}>
              <IconRosetteDiscountCheck size={15} aria-hidden />confirmed address
            </span>
          </div>
          <div className={classes.small}>
            {asked.organization}, here since <Moment at={asked.since} as="day" />
          </div>
        </div>
      </div>
      {asked.message && <blockquote className={classes.message}>{asked.message}</blockquote>}
    </section>
  );
}

function Consequences() {
  return (
    <section className={classes.part}>
      <h2 className={classes.label}>What happens if you agree</h2>
      <ul className={classes.list}>
        <li><IconEyeOff size={19} aria-hidden />They sign in with it and are not shown the password, unless you allow it.</li>
        <li><IconShieldExclamation size={19} aria-hidden />A browser that signs in holds the password, so a determined person can read it.</li>
        <li><IconEye size={19} aria-hidden />You see each use: who, and when.</li>
        <li><IconArrowBackUp size={19} aria-hidden />You can change the password or take it back at any time.</li>
      </ul>
    </section>
  );
}
