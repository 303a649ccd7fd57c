import { Anchor, Group, Stack } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../api/problem';
import { More } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { Timeline } from '../../parts/timeline';
import look from '../request/look.module.css';
import { People } from './people';
import { useActivity } from './queries';
import type { Step } from './step';

/** Who used a loan, who may still know its password, and everything that happened with it. */
export function Activity({ organization, one }: Pick<Step, 'organization' | 'one'>) {
  const [person, choose] = useState('');
  const all = useActivity(organization, one.id);
  return (
    <Stack gap="md">
      {all.data && <People people={all.data.pages[0]?.people ?? []} chosen={person} choose={choose} />}
      <Happened organization={organization} one={one} person={person} everybody={() => choose('')} />
    </Stack>
  );
}

type Props = Pick<Step, 'organization' | 'one'> & { person: string; everybody: () => void };

function Happened({ organization, one, person, everybody }: Props) {
  const activity = useActivity(organization, one.id, person);
  if (!activity.data) {
    return activity.error
      ? <FailedPart problem={problemOf(activity.error)} again={() => void activity.refetch()} />
      : <Waiting />;
  }
  const entries = activity.data.pages.flatMap((p) => p.items);
  return (
    <Card>
      <Group justify="space-between" align="baseline">
        <h2 className={look.label}>{person ? `Activity of ${person}` : 'Activity'}</h2>
        {person && <Anchor component="button" type="button" size="sm" onClick={everybody}>Show everybody</Anchor>}
      </Group>
      {entries.length === 0 && <Empty icon={<IconHistory size={30} />} title="Nothing has happened yet" />}
      <Timeline entries={entries} plain />
      <More of={activity} />
    </Card>
  );
}
