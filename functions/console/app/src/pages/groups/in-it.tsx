import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Initials } from '../../parts/mark';
import { Refused } from '../../parts/refused';
import { More, Rows, Section } from '../../parts/rows';
import rows from '../../parts/rows.module.css';
import { Card } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { useMembers } from '../members/queries';
import { useGroupAct } from './queries';

type Props = { organization: string; one: Schemas['Group']; admin: boolean };

/** Who is in a group, by name; an admin puts somebody in and takes somebody out. */
export function InIt({ organization, one, admin }: Props) {
  const [chosen, choose] = useState('');
  const members = useMembers(organization);
  const path = { organization, group: one.id };
  const add = useGroupAct(organization, (person: string) =>
    answer(api.POST('/api/organizations/{organization}/groups/{group}/members', { params: { path }, body: { person } })), () => choose(''));
  const drop = useGroupAct(organization, (person: string) =>
    answer(api.DELETE('/api/organizations/{organization}/groups/{group}/members/{person}', { params: { path: { ...path, person } } })));
  if (!members.data) return members.error ? <FailedPart problem={problemOf(members.error)} again={() => void members.refetch()} /> : <Waiting rows={2} />;
  const people = members.data.pages.flatMap((p) => p.items).filter((m) => m.person);
  const named = (person: string) => people.find((m) => m.person === person)?.name ?? 'Somebody further down the list of members';
  const others = people.filter((m) => !one.members.includes(m.person!));
  return (
    <Section title={one.members.length === 1 ? '1 member' : `${one.members.length} members`}>
      {one.members.length === 0 && <Card><Empty icon={<IconUsers size={30} />} title="Nobody is in it" /></Card>}
      {one.members.length > 0 && (
        <Rows label={`Members of ${one.name}`}>
          {one.members.map((person) => (
            <li key={person} className={rows.row}>
              <Initials name={named(person)} />
              <div className={rows.name}>{named(person)}</div>
              {admin && <Button size="sm" variant="default" loading={drop.isPending && drop.variables === person} onClick={() => drop.mutate(person)} aria-label={`Take out ${named(person)}`}>Take out</Button>}
            </li>
          ))}
        </Rows>
      )}
      <More of={members} />
      <Refused error={add.error ?? drop.error} />
      {admin && others.length > 0 && (
        <Group mt="md" align="flex-end" gap="sm">
          <NativeSelect label="Put somebody in" size="md" value={chosen} onChange={(e) => choose(e.currentTarget.value)} data={[{ value: '', label: 'Choose…' }, ...others.map((m) => ({ value: m.person!, label: m.name ?? m.email }))]} />
          <Button variant="default" disabled={chosen === ''} loading={add.isPending} onClick={() => add.mutate(chosen)}>Put in</Button>
        </Group>
      )}
      <Text size="sm" c="dimmed" mt="sm">Who is taken out is off everything that the group opened, at once.</Text>
    </Section>
  );
}
