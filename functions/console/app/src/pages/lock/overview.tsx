import { Button, Group, Stack, Text } from '@mantine/core';
import { IconKey, IconLifebuoy, IconLock, IconLockOpen2, IconRefresh, IconTrashX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { askToUnlock } from '../../api/lock';
import { Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { Row, Rows } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import look from '../request/look.module.css';
import type { Part } from './page';

/** Whether there is an organization key, what it is for, and what can be done about it. */
export function Overview({ organization, name, lock, admin, auditor }: Part & { admin: boolean; auditor: boolean }) {
  const here = `/organizations/${organization}/lock`;
  return (
    <Sheet title="Organization key" eyebrow={name} back={{ href: `/organizations/${organization}/settings`, name: 'Settings' }} width="middle">
      <Stack gap="md">
        {lock.resealing && (
          <Card label="Keys that were replaced">
            <Text fw={600}>Not everything is sealed anew yet</Text>
            <Text size="sm">The keys were replaced on <Moment at={lock.resealing} />. Until everything is sealed anew, the old keys open the rest.</Text>
            {admin && <Button component={Link} href={`${here}/reseal`} mt="sm" size="sm">Go on with it</Button>}
          </Card>
        )}
        <Card label="How it stands">
          <div className={look.row}>
            <Mark icon={lock.set ? IconLock : IconLockOpen2} tone={lock.set ? undefined : 'grey'} />
            <div>
              <div className={look.strong}>{lock.set ? 'An organization key is set' : 'No organization key is set'}</div>
              {lock.set && <div className={look.small}>By {lock.by} on {lock.since && <Moment at={lock.since} />}</div>}
            </div>
          </div>
          {lock.set ? <Here organization={organization} name={name} lock={lock} auditor={auditor} /> : <What name={name} />}
          {!lock.set && admin && <Button component={Link} href={`${here}/set`} mt="md">Set one</Button>}
        </Card>
        {lock.set && admin && <Ways here={here} resealing={lock.resealing !== undefined} />}
        {lock.set && !admin && <Text size="sm" c="dimmed">Admins change it. When you forgot it, ask one of them.</Text>}
      </Stack>
    </Sheet>
  );
}

function What({ name }: { name: string }) {
  return (
    <Text size="sm" mt="sm">
      The service opens the secrets of {name} for whoever may have them. With an organization key it cannot by itself: one has to be typed in each session
      before a secret opens. Requests, lists and settings go on without it. Sharing between a provider and its site needs one at the site.
    </Text>
  );
}

function Here({ organization, name, lock, auditor }: Part & { auditor: boolean }) {
  if (auditor) return null;
  return (
    <Group mt="md" gap="sm" justify="space-between">
      <Text size="sm">{lock.unlocked ? <>Unlocked for you in this session{lock.until && <>, until <Moment at={lock.until} /></>}.</> : `Locked for you: ${name} asks for it when a secret is first opened.`}</Text>
      {!lock.unlocked && <Button size="sm" variant="default" onClick={() => void askToUnlock(organization)}>Unlock</Button>}
    </Group>
  );
}

function Ways({ here, resealing }: { here: string; resealing: boolean }) {
  return (
    <Rows label="What can be done about it">
      <Row href={`${here}/change`} mark={<Mark icon={IconKey} />} name="Change it" sub="For who knows it: another one, and another recovery code." />
      <Row href={`${here}/recover`} mark={<Mark icon={IconLifebuoy} />} name="I forgot it" sub="With the recovery code you set another, and lose nothing." />
      {!resealing && <Row href={`${here}/replace`} mark={<Mark icon={IconRefresh} />} name="Replace the keys" sub="When somebody who knew it is gone. Admins are asked then." />}
      <Row href={`${here}/reset`} mark={<Mark icon={IconTrashX} tone="grey" />} name="Reset" sub="Key and recovery code are lost: gives up what only they open." />
    </Rows>
  );
}
