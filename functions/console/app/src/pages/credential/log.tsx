import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconArrowsMove, IconBan, IconCheck, IconHistory, IconPencil, IconPlus, IconRefresh, IconUserCheck, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { More, Section } from '../../parts/rows';
import { useShown } from '../../parts/shown';
import { FailedPart, Waiting } from '../../parts/states';
import line from '../../parts/timeline.module.css';
import { useLog, useVaultAct } from '../vault/queries';
import classes from './credential.module.css';

type Logged = Schemas['Logged'];
type Props = { organization: string; one: Schemas['FiledSeen']; again: () => void };

const words: Record<Logged['kind'], [TablerIcon, string]> = {
  created: [IconPlus, 'kept it'], renewed: [IconRefresh, 'changed the password'], restored: [IconHistory, 'made an earlier version the newest'], amended: [IconPencil, 'edited it'],
  moved: [IconArrowsMove, 'moved it'], disabled: [IconBan, 'disabled it'], enabled: [IconCheck, 'enabled it again'], allowed: [IconCheck, 'allowed admin access'],
  withdrawn: [IconBan, 'ended admin access'], reassigned: [IconUserCheck, 'gave it to another owner'],
};
const versions: Logged['kind'][] = ['created', 'renewed', 'restored'];

/** What happened to a credential, newest first, with the way to its earlier versions. */
export function ChangeLog({ organization, one, again }: Props) {
  const log = useLog(organization, one.id);
  const items = log.data?.pages.flatMap((p) => p.items) ?? [];
  const opens = one.may.includes('reveal') && one.may.includes('write');
  return (
    <Section title="Change log">
      {!log.data && (log.error ? <FailedPart problem={problemOf(log.error)} again={() => void log.refetch()} /> : <Waiting rows={2} />)}
      <ol className={line.list} aria-label="Change log">
        {items.map((l) => {
          const [Icon, say] = words[l.kind];
          return (
            <li key={`${l.at}${l.kind}`} className={line.line}>
              <span className={line.dot} aria-hidden><Icon size={17} /></span>
              <div>
                <div className={line.what}><b>{l.by}</b> {say}</div>
                {l.what && <div className={line.when}>{l.what}</div>}
                <div className={line.when}><Moment at={l.at} /> · <Moment at={l.at} as="ago" />{versions.includes(l.kind) && ` · version ${l.version}`}</div>
                {opens && versions.includes(l.kind) && l.version !== one.version && <Earlier organization={organization} one={one} number={l.version} again={again} />}
              </div>
            </li>
          );
        })}
      </ol>
      <More of={log} />
    </Section>
  );
}

/** An earlier version: what it said, and the way back to it. */
function Earlier({ organization, one, number, again }: Props & { number: number }) {
  const { shown, show, hide } = useShown<string>();
  const [failed, setFailed] = useState<unknown>();
  const [sure, setSure] = useState(false);
  const repeat = useRepeatKey();
  const path = { organization, credential: one.id, number };
  const look = async () => {
    setFailed(undefined);
    try {
      show((await answer(api.POST('/api/organizations/{organization}/credentials/{credential}/versions/{number}/reveal', { params: { path } }))).secret);
    } catch (e) {
      setFailed(e);
    }
  };
  const restore = useVaultAct(organization, () => answer(api.POST('/api/organizations/{organization}/credentials/{credential}/versions/{number}/restore', {
    params: { path, header: repeat([number, one.version]) }, body: { version: one.version },
  })), () => { setSure(false); again(); });
  return (
    <div className={classes.quiet}>
      {shown && <div className={classes.secret}>{shown.what || 'There was none'}</div>}
      <Group gap="md">
        <Anchor component="button" type="button" size="sm" onClick={() => (shown ? hide() : void look())}>{shown ? 'Hide' : `Show version ${number}`}</Anchor>
        {!one.disabled && !sure && <Anchor component="button" type="button" size="sm" onClick={() => setSure(true)}>Make it the newest…</Anchor>}
      </Group>
      {sure && (
        <Group gap="sm" mt={6}>
          <Text size="sm">Everybody who has this credential then has version {number} again.</Text>
          <Button size="xs" loading={restore.isPending} onClick={() => restore.mutate(undefined)}>Make version {number} the newest</Button>
          <Button size="xs" variant="default" onClick={() => setSure(false)}>Not now</Button>
        </Group>
      )}
      <Refused error={failed ?? restore.error} />
    </div>
  );
}
