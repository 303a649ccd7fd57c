import { Anchor, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUser, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../api/problem';
import { usePeopleThere } from '../pages/sites/queries';
import { Card } from './sheet';
import { More } from './rows';
import { FailedPart, Waiting } from './states';
import look from '../pages/request/look.module.css';

/** The names of the other side's groups and active members, from whom a share is for: nothing else is known of them (rule S8). */
export function PeopleThere({ organization, partner, name }: { organization: string; partner: string; name: string }) {
  const [open, setOpen] = useState(false);
  const [typed, type] = useState('');
  const [begins] = useDebouncedValue(typed.trim(), 200);
  const found = usePeopleThere(organization, partner, begins, open);
  const items = found.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Card label={`People of ${name}`}>
      <div className={look.strong}>People of {name}</div>
      <Text size="sm" c="dimmed">Names to choose from when something is shared with them. You see nothing else of them, and they see the same of yours.</Text>
      <Anchor component="button" type="button" size="sm" mt={6} aria-expanded={open} onClick={() => setOpen(!open)}>{open ? 'Hide the names' : 'Show the names'}</Anchor>
      {open && (
        <>
          <TextInput label="Begins with" size="sm" mt="sm" mb="sm" maxLength={60} autoComplete="off" value={typed} onChange={(e) => type(e.currentTarget.value)} />
          {!found.data && (found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting />)}
          {found.data && items.length === 0 && !found.hasNextPage && <Text size="sm">{begins ? 'Nobody is called so.' : 'Nobody is there yet.'}</Text>}
          <ul className={look.list} aria-label="Names">
            {items.map((p) => <li key={p.person ?? p.group}>{p.group ? <IconUsers size={18} aria-label="Group" /> : <IconUser size={18} aria-hidden />}<span>{p.name}</span></li>)}
          </ul>
          <More of={found} />
        </>
      )}
    </Card>
  );
}
