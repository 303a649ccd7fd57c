import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconBan, IconKey, IconLock, IconRefreshAlert } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useMe } from '../../api/session';
import { CopyMark } from '../../parts/copy-mark';
import { Launch, leads } from '../../parts/launch';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { hostOf } from '../../parts/place';
import { Sheet } from '../../parts/sheet';
import { ManagedState } from '../../parts/state';
import { useShares, useSharing } from '../sharing/queries';
import classes from './credential.module.css';
import { Knowers } from './knowers';
import { ChangeLog } from './log';
import { changes, Received, ReceivedActs } from './received';
import { CodeOf, SecretField } from './secret';
import { SharedWith } from './shares';
import type { Step } from './step';
import { AppLink, OwnerName } from './whose';

/** One credential: what it says, how it stands, and what can be done with it. */
export function Look({ organization, one, here, again }: Step) {
  const membership = useMembership(organization);
  const may = new Set(one.may);
  const reads = membership?.role === 'admin' || membership?.role === 'auditor';
  const sharing = useSharing(organization);
  // At home the same is asked by the list of those who have it: of that nothing is received.
  const received = useShares(organization, one.id, Boolean(one.from)).data?.items.find((s) => s.received);
  const shares = sharing && !one.owner && !one.from && (may.has('reveal') || Boolean(one.sharedWith));
  const vault = `/organizations/${organization}/vault`;
  const back = one.folder ? `${vault}?folder=${one.folder}` : vault;
  return (
    <Sheet title={one.name} eyebrow={membership?.name} back={{ href: back, name: one.folderPath?.at(-1) ?? 'Vault' }} width="middle">
      <Stack gap="md">
        <Standing one={one} here={here} writes={may.has('write')} />
        <Acts organization={organization} one={one} here={here} writes={may.has('write')} admin={membership?.role === 'admin'} shares={shares} received={received} />
        <dl className={`${classes.fields} ${classes.card}`}>
          {one.username && <div className={classes.field}><dt>Username</dt><dd>{one.username}</dd><dd className={classes.acts}><CopyMark what="Username" text={() => one.username ?? ''} /></dd></div>}
          {may.has('reveal') && <SecretField organization={organization} one={one} />}
          {!may.has('reveal') && may.has('use') && (
            <div className={classes.field}><dt>Password</dt><dd>Not shown to you: the <Link href="/extension">browser extension</Link> fills it in at its address.</dd></div>
          )}
          {one.hasCodes && may.has('use') && <CodeOf organization={organization} one={one} />}
          {one.url && <Address url={one.url} />}
          {received && <Received share={received} reads={reads} />}
          <Facts organization={organization} one={one} reads={reads} />
        </dl>
        {Boolean(one.sharedWith) && (shares || reads) && <SharedWith organization={organization} one={one} here={here} shares={shares} />}
        {may.has('log') && <ChangeLog organization={organization} one={one} again={again} />}
        {reads && !one.from && <Knowers organization={organization} one={one} />}
      </Stack>
    </Sheet>
  );
}

/** Why it does not open, or should be changed, above everything. */
function Standing({ one, here, writes }: { one: Step['one']; here: string; writes: boolean }) {
  return (
    <>
      {one.disabled && <div className={classes.closed}><IconBan size={20} aria-hidden /><div><b>Disabled.</b> It opens for nobody. Nothing is lost{writes && <>: <Link href={`${here}/enable`}>enable it again</Link></>}.</div></div>}
      {!one.disabled && !one.off && one.why && <div className={classes.closed}><IconLock size={20} aria-hidden /><div>{one.why}</div></div>}
      {one.due && (
        <div className={`${classes.closed} ${classes.due}`}>
          <IconRefreshAlert size={20} aria-hidden />
          <div>
            <b>Due for rotation</b>{one.dueSince && <> since <Moment at={one.dueSince} as="day" /></>}. {one.due === 'lost' ? 'Somebody who may know the password lost the way to it.' : 'It is older than passwords of its type should be.'}
            {writes && !one.disabled && <> <Link href={`${here}/change`}>Change the password</Link></>}
          </div>
        </div>
      )}
      {one.from && <div className={`${classes.closed} ${classes.due}`}><IconKey size={20} aria-hidden /><div>From <b>{one.from}</b>, who sees each use of it.{one.waits && ' It waits for client sign-in to be enabled again.'}</div></div>}
      {one.off && <div className={classes.closed}><IconBan size={20} aria-hidden /><div><b>Disabled here</b> since <Moment at={one.off} />. It opens for nobody here; with {one.from} it stays as it is.</div></div>}
    </>
  );
}

function Address({ url }: { url: string }) {
  return (
    <div className={classes.field}>
      <dt>Address</dt>
      <dd>{leads(url) ? <Anchor href={url} target="_blank" rel="noreferrer noopener" inherit>{hostOf(url)}</Anchor> : url}</dd>
      <dd className={classes.acts}><CopyMark what="Address" text={() => url} /></dd>
    </div>
  );
}

function Facts({ organization, one, reads }: { organization: string; one: Step['one']; reads: boolean }) {
  const me = useMe().person.id;
  const vault = `/organizations/${organization}/vault`;
  const path = one.folderPath?.join(' / ');
  return (
    <>
      {one.type && <div className={classes.field}><dt>Type</dt><dd>{one.type}</dd></div>}
      {one.resource && <div className={classes.field}><dt>For</dt><dd><AppLink organization={organization} resource={one.resource} /></dd></div>}
      {(path || !one.owner && !one.from && !one.resource) && <div className={classes.field}><dt>Where</dt><dd>{path ? <Link href={`${vault}?folder=${one.folder}`}>{path}</Link> : 'At the top, for every member'}</dd></div>}
      {one.owner && <div className={classes.field}><dt>Owner</dt><dd>{one.owner === me ? 'You' : reads ? <OwnerName organization={organization} person={one.owner} /> : 'A member'} {one.resource ? <ManagedState managed={one.managed} /> : ' alone: nobody else sees it'}</dd></div>}
      {one.tags && one.tags.length > 0 && <div className={classes.field}><dt>Tags</dt><dd>{one.tags.map((t) => <Link key={t} href={`${vault}?tag=${encodeURIComponent(t)}`} className={classes.tag}>{t}</Link>)}</dd></div>}
      <div className={classes.field}><dt>Changed</dt><dd><Moment at={one.changed} /> <Text component="span" size="sm" c="dimmed">by {one.by}, version {one.version}</Text></dd></div>
    </>
  );
}

type ActsProps = Pick<Step, 'organization' | 'one' | 'here'> & { writes: boolean; admin: boolean; shares: boolean; received?: Schemas['Share'] };

function Acts({ organization, one, here, writes, admin, shares, received }: ActsProps) {
  const asks = <Asks organization={organization} one={one} admin={admin} />;
  const launch = one.may.includes('use') && (one.url ? leads(one.url) : one.resource) && (
    <Launch organization={organization} credential={one.id} name={one.name} {...(one.resource && { resource: one.resource })} {...(one.url && { address: one.url })} />
  );
  const to = (act: string, name: string) => <Button component={Link} href={`${here}/${act}`} variant="default" size="sm">{name}</Button>;
  const renews = received !== undefined && changes(one);
  if (received && (admin || renews)) return <div className={classes.acts}>{launch}<ReceivedActs one={one} here={here} writes={renews} admin={admin} /></div>;
  if (!writes) return launch || shares ? <div className={classes.acts}>{launch}{shares ? to('share', 'Share…') : asks}</div> : asks;
  return (
    <div className={classes.acts}>
      {launch}
      {!one.disabled && to('edit', 'Edit')}
      {!one.disabled && to('change', 'Change password')}
      {!one.owner && to('move', 'Move')}
      {shares && to('share', 'Share…')}
      {one.owner && one.managed && one.resource && admin && to('owner', 'Give to another owner')}
      {asks}
      {one.disabled ? to('enable', 'Enable') : to('disable', 'Disable…')}
    </div>
  );
}

/** Of a login: its owner says whether admins have access, and an admin who has none asks (rules C3, C6). */
function Asks({ organization, one, admin }: Pick<ActsProps, 'organization' | 'one' | 'admin'>) {
  const me = useMe().person.id;
  if (!one.owner || !one.resource) return null;
  const mine = one.owner === me;
  if (!mine && (!admin || one.managed)) return null;
  const org = `/organizations/${organization}`;
  const asked = !mine && one.asked;
  return (
    <div>
      <Button component={Link} href={asked ? `${org}/consents/${one.asked}` : `${org}/resources/${one.resource}/logins/${one.id}`} variant="default" size="sm">
        {mine ? 'Admin access…' : asked ? 'Requested' : 'Request credentials'}
      </Button>
    </div>
  );
}
