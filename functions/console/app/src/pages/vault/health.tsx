import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconHeartbeat, IconLock } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { Choices } from '../../parts/choices';
import { Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Refused } from '../../parts/refused';
import { Row, Rows, Section } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { Empty } from '../../parts/states';
import { several } from '../members/words';

type Health = Schemas['Health'];

/** How strong, old and reused passwords are. That they are looked at is on record, so it is asked for. */
export default function HealthPage({ organization }: { organization: string }) {
  const membership = useMembership(organization);
  const both = membership?.role === 'admin';
  const [of, setOf] = useState(both ? 'organization' : 'me');
  const [judged, setJudged] = useState(0);
  const judge = useMutation({
    mutationFn: async () => {
      const all: Health[] = [];
      setJudged(0);
      for (let after: string | undefined = ''; after !== undefined;) {
        const got: Schemas['HealthPage'] = await answer(api.POST('/api/organizations/{organization}/vault/health', {
          params: { path: { organization } }, body: { of: of === 'me' ? 'me' : 'organization', limit: 100, ...(after && { after }) },
        }));
        all.push(...got.items);
        setJudged(all.length);
        after = got.next;
      }
      return all;
    },
  });
  return (
    <Sheet title="Password health" lead="Which passwords are weak, used twice, old or missing. None is shown; that they were judged is on record." back={{ href: `/organizations/${organization}/vault`, name: 'Vault' }} width="middle">
      <Stack gap="md">
        {both && !judge.isPending && (
          <Choices label="Which" name="of" value={of} choose={(v) => { setOf(v); judge.reset(); }} options={[{ value: 'organization', label: `Those of ${membership.name}` }, { value: 'me', label: 'My own' }]} />
        )}
        <Refused error={judge.error} />
        <div><Button loading={judge.isPending} variant={judge.data ? 'default' : undefined} leftSection={<IconHeartbeat size={18} aria-hidden />} onClick={() => judge.mutate()}>{judge.data ? 'Look again' : 'Look at them'}</Button></div>
        <Text component="output" size="sm" c="dimmed">{judge.isPending && `${judged.toLocaleString('en')} so far…`}</Text>
        {judge.data && <Came organization={organization} all={judge.data} />}
      </Stack>
    </Sheet>
  );
}

/** What it came to: the worst first. */
function Came({ organization, all }: { organization: string; all: Health[] }) {
  const marks = new Map<string, Health[]>();
  for (const h of all) if (h.reused) marks.set(h.reused, [...(marks.get(h.reused) ?? []), h]);
  const reused = [...marks.values()].filter((same) => same.length > 1);
  const weak = all.filter((h) => !h.empty && !h.closed && h.strength < 3).toSorted((a, b) => a.strength - b.strength);
  const old = all.filter((h) => h.old);
  const empty = all.filter((h) => h.empty);
  const closed = all.filter((h) => h.closed);
  if (all.length === 0) return <Card><Empty icon={<IconLock size={30} />} title="There is nothing to judge" /></Card>;
  const list = (some: Health[], why: (h: Health) => ReactNode) => some.map((h) => (
    <Row key={h.id} href={`/organizations/${organization}/credentials/${h.id}`} mark={<Mark icon={IconLock} tone="grey" />} name={h.name} sub={why(h)} />
  ));
  const judged = all.filter((h) => !h.empty && !h.closed).length;
  const bad = new Set([...weak, ...reused.flat(), ...old].map((h) => h.id)).size;
  return (
    <>
      <Card><Text fw={600}>{verdict(bad, judged)}</Text></Card>
      <div>
        {weak.length > 0 && <Section title={`Weak (${weak.length})`}><Rows label="Weak">{list(weak, (h) => h.reason)}</Rows></Section>}
        {reused.length > 0 && <Section title={`Used more than once (${reused.flat().length})`}><Stack gap="sm">{reused.map((same) => <Rows key={same[0]!.id} label="The same password">{list(same, (h) => `the same as ${others(same, h)}`)}</Rows>)}</Stack></Section>}
        {old.length > 0 && <Section title={`Older than their type allows (${old.length})`}><Rows label="Old">{list(old, (h) => `${several(h.days, 'day')} old`)}</Rows></Section>}
        {empty.length > 0 && <Section title={`Without a password (${empty.length})`}><Rows label="Without a password">{list(empty, () => 'Nothing is kept but its notes, if any')}</Rows></Section>}
        {closed.length > 0 && <Section title={`Could not be judged (${closed.length})`}><Rows label="Could not be judged">{list(closed, () => 'It opens no more: keep it anew')}</Rows></Section>}
      </div>
    </>
  );
}

function verdict(bad: number, judged: number) {
  if (judged === 0) return 'There is no password among them.';
  if (bad > 0) return `${bad} of ${several(judged, 'password')} should be changed.`;
  return judged === 1 ? 'The one password is fine.' : `All ${several(judged, 'password')} are fine.`;
}

/** The others that have the same password: two by name, the rest counted. */
function others(same: Health[], but: Health) {
  const names = same.filter((h) => h !== but).map((h) => h.name);
  return names.length <= 2 ? names.join(' and ') : `${names.slice(0, 2).join(', ')} and ${several(names.length - 2, 'other')}`;
}
