import { ActionIcon, Button, Popover, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useRoute } from 'wouter';
import { answer, api } from '../api/client';
import { askToUnlock, lockQuery } from '../api/lock';
import { useMembership } from './memberships';
import { Moment } from './moment';
import { Refused } from './refused';

/** On the pages of an organization with an organization key: whether it is unlocked here, and the way to lock it now. */
export function LockMark() {
  const [, at] = useRoute('/organizations/:organization/*?');
  const membership = useMembership(at?.organization ?? '');
  if (!membership || membership.suspended || membership.role === 'auditor' || membership.kind === 'personal') return null;
  return <Mark key={membership.organization} organization={membership.organization} name={membership.name} />;
}

function Mark({ organization, name }: { organization: string; name: string }) {
  const queries = useQueryClient();
  const { data: lock } = useQuery({ ...lockQuery(organization), retry: false });
  const [opened, setOpened] = useState(false);
  const close = useMutation({
    mutationFn: () => answer(api.DELETE('/api/organizations/{organization}/lock/unlock', { params: { path: { organization } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: lockQuery(organization).queryKey }),
  });
  if (!lock?.set) return null;
  const Icon = lock.unlocked ? IconLockOpen2 : IconLock;
  return (
    <Popover position="bottom-end" width={270} shadow="md" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <ActionIcon variant="subtle" color={lock.unlocked ? 'brass.8' : 'gray'} size={40} onClick={() => setOpened(!opened)} aria-label={`${name} is ${lock.unlocked ? 'unlocked' : 'locked'}`}>
          <Icon size={22} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={600}>{lock.unlocked ? 'Unlocked for you, here' : 'Locked'}</Text>
        <Text size="sm" c="dimmed" mb="sm">
          {lock.unlocked
            ? <>Secrets of {name} open in this session{lock.until && <>, until <Moment at={lock.until} /> at the latest</>}.</>
            : <>You are asked for the organization key when a secret of {name} is first opened.</>}
        </Text>
        <Refused error={close.error} />
        {lock.unlocked
          ? <Button fullWidth size="sm" variant="default" loading={close.isPending} onClick={() => close.mutate(undefined, { onSuccess: () => setOpened(false) })}>Lock now</Button>
          : <Button fullWidth size="sm" onClick={() => { setOpened(false); void askToUnlock(organization); }}>Unlock</Button>}
      </Popover.Dropdown>
    </Popover>
  );
}
