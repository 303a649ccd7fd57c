import { Anchor, Stack, Text } from '@mantine/core';
import { IconBan, IconCheck, IconEye, IconHistory, IconLogin2, IconMail, IconPencil, IconUserCheck, IconX, type TablerIcon } from '@tabler/icons-react';
import { clsx } from 'clsx';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { Moment } from '../../parts/moment';
import { Card } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import look from '../request/look.module.css';
import classes from './activity.module.css';
import { useActivity } from './queries';
import type { Step } from './step';

/** Who may still know the password, and everything that happened with a loan. */
export function Activity({ organization, one }: Pick<Step, 'organization' | 'one'>) {
  const activity = useActivity(organization, one.id);
  if (!activity.data) {
    return activity.error
      ? <FailedPart problem={problemOf(activity.error)} again={() => void activity.refetch()} />
      : <Waiting />;
  }
  const entries = activity.data.pages.flatMap((p) => p.items);
  return (
    <Stack gap="md">
      <MayKnow knowers={activity.data.pages[0]?.mayKnow ?? []} />
      <Card>
        <h2 className={look.label}>Activity</h2>
        {entries.length === 0 && <Empty icon={<IconHistory size={30} />} title="Nothing has happened yet" />}
        <ol className={classes.list}>
          {entries.map((e) => <Line key={e.id} entry={e} />)}
        </ol>
        {activity.hasNextPage && (
          <Anchor component="button" type="button" size="sm" disabled={activity.isFetchingNextPage} onClick={() => void activity.fetchNextPage()}>
            Show earlier
          </Anchor>
        )}
      </Card>
    </Stack>
  );
}

function MayKnow({ knowers }: { knowers: Schemas['Knower'][] }) {
  return (
    <Card>
      <h2 className={look.label}>Who may know the password</h2>
      {knowers.length === 0 && <Text size="sm">Nobody yet: it was not used since it was last changed.</Text>}
      <ul className={classes.knowers}>
        {knowers.map((k) => (
          <li key={k.name + k.last}>
            <div className={classes.what}><b>{k.name}</b> ({k.organization})</div>
            <div className={classes.when}>
              received it last on <Moment at={k.last} />
              {k.lost && <>; lost access on <Moment at={k.lost} /></>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Words = { icon: TablerIcon; tone?: 'use' | 'reveal'; say: string };

const words: Record<string, Words> = {
  'credential.launched': { icon: IconLogin2, tone: 'use', say: 'signed in with it' },
  'credential.revealed': { icon: IconEye, tone: 'reveal', say: 'viewed the password' },
  'credential.changed': { icon: IconPencil, say: 'changed the login' },
  'credential.created': { icon: IconPencil, say: 'gave the login' },
  'delegation.asked': { icon: IconMail, say: 'asked for access' },
  'delegation.claimed': { icon: IconUserCheck, say: 'opened the request' },
  'delegation.shared': { icon: IconCheck, say: 'shared access' },
  'delegation.denied': { icon: IconX, say: 'denied access' },
  'delegation.revoked': { icon: IconBan, say: 'revoked access' },
  'access.refused': { icon: IconX, say: 'tried to use it and was refused' },
};

function Line({ entry }: { entry: Schemas['AuditEntry'] }) {
  const me = useMe();
  const known = words[entry.action];
  const Icon = known?.icon ?? IconHistory;
  const who = entry.actor === me.person.id ? 'You' : (entry.actorName ?? 'Valetkey');
  const from = entry.actorOrganization && ` (${entry.actorOrganization})`;
  const what = entry.action === 'delegation.lapsed' ? 'The request lapsed' : <><b>{who}</b>{from} {known?.say ?? entry.detail ?? entry.action}</>;
  return (
    <li className={classes.line}>
      <span className={clsx(classes.dot, known?.tone && classes[known.tone])} aria-hidden><Icon size={17} /></span>
      <div>
        <div className={classes.what}>{what}</div>
        <div className={classes.when}><Moment at={entry.at} /> · <Moment at={entry.at} as="ago" /></div>
      </div>
    </li>
  );
}
