import { IconInbox, IconKey } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { KeyMark, Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { Row, Rows, Section } from '../../parts/rows';
import { DelegationState } from '../../parts/state';
import { FailedPart } from '../../parts/states';
import { useDelegations } from '../delegation/queries';
import classes from './personal.module.css';

/** The limited dashboard of an owner: what they were asked for, and what they lend. */
export function Personal({ membership }: { membership: Schemas['Membership'] }) {
  const all = useDelegations(membership.organization);
  const items = all.data?.pages.flatMap((p) => p.items);
  const more = all.hasNextPage ? 'at least ' : '';
  const waiting = items?.filter((d) => d.state === 'pending').slice(0, 3) ?? [];
  const pending = items?.filter((d) => d.state === 'pending').length;
  const shared = items?.filter((d) => d.state === 'shared').length;
  return (
    <Section title="Your own accounts">
      {all.error && !all.data && <FailedPart problem={problemOf(all.error)} again={() => void all.refetch()} />}
      {waiting.length > 0 && (
        <div className={classes.waiting}>
          <Rows label="Waiting for you">
            {waiting.map((d) => (
              <Row
                key={d.id}
                href={`/requests/${membership.organization}/${d.id}`}
                mark={<KeyMark />}
                name={`${d.organization} asks for ${d.name}`}
                sub={<>{d.asker} · <Moment at={d.asked} as="ago" /></>}
                state={<DelegationState state={d.state} />}
              />
            ))}
          </Rows>
        </div>
      )}
      <div className={classes.tiles}>
        <Link href="/requests" className={classes.tile}>
          <Mark icon={IconInbox} tone={pending ? 'brass' : 'grey'} />
          <div>
            <div className={classes.name}>Manage requests</div>
            <div className={classes.sub}>{pending === undefined ? ' ' : pending === 0 ? 'Nothing waits for you' : `${more}${pending} waiting for your answer`}</div>
          </div>
        </Link>
        <Link href="/shared" className={classes.tile}>
          <Mark icon={IconKey} tone={shared ? 'brass' : 'grey'} />
          <div>
            <div className={classes.name}>Manage shared access</div>
            <div className={classes.sub}>{shared === undefined ? ' ' : shared === 0 ? 'You share nothing' : `${more}${shared} shared`}</div>
          </div>
        </Link>
      </div>
    </Section>
  );
}
