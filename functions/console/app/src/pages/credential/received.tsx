import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { Moment } from '../../parts/moment';
import type { Share } from '../sharing/queries';
import { forWhom } from '../sharing/words';
import classes from './credential.module.css';
import type { Step } from './step';

const may: Record<Share['mode'], string> = {
  use: 'Sign in with it. The password is not shown here.', read: 'See it and use it. Only they change it.', write: 'See it, use it, and change the password for both sides.',
};

/** How another organization shares it with this one, as far as that is for the caller. */
export function Received({ share, reads }: { share: Share; reads: boolean }) {
  return (
    <>
      <div className={classes.field}><dt>You may</dt><dd>{may[share.mode]}</dd></div>
      <div className={classes.field}><dt>Shared</dt><dd>Since <Moment at={share.since} as="day" /> by {share.by} of {share.partnerName}{share.ends && <>, until <Moment at={share.ends} /></>}</dd></div>
      {reads && <div className={classes.field}><dt>Meant for</dt><dd>{share.everyone ? 'Everyone here whom its folder is for' : forWhom(share)}</dd></div>}
    </>
  );
}

/** Whether who sees it may give what is shared with them a new password (rule H7). */
export function changes(one: Step['one']) {
  return one.mode === 'write' && one.may.includes('reveal');
}

/** What an admin may do with what is received: file it, say for which app it is, close it to everybody here (rule H6). */
export function ReceivedActs({ one, here, writes, admin }: Pick<Step, 'one' | 'here'> & { writes: boolean; admin: boolean }) {
  const to = (act: string, name: string) => <Button component={Link} href={`${here}/${act}`} variant="default" size="sm">{name}</Button>;
  return (
    <>
      {writes && to('change', 'Change password')}
      {admin && to('move', 'Move')}
      {admin && to('app', one.resource ? 'Its app…' : 'For an app…')}
      {admin && (one.off ? to('on', 'Enable here…') : to('off', 'Disable here…'))}
    </>
  );
}
