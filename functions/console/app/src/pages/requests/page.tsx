import { IconInbox } from '@tabler/icons-react';
import { problemOf } from '../../api/problem';
import { KeyMark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { usePersonal } from '../../parts/memberships';
import { More, Row, Rows, Section } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { DelegationState } from '../../parts/state';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { useDelegations, type Delegation } from '../delegation/queries';

/** Manage requests: what the owner was asked for, what waits first. */
export default function Requests() {
  const personal = usePersonal();
  return (
    <Sheet title="Requests" lead="Who asked for the use of your accounts." back={{ href: '/', name: 'Start' }} width="middle">
      {personal.length === 0 && <Card><None /></Card>}
      {personal.map((m) => <Asked key={m.organization} organization={m.organization} />)}
    </Sheet>
  );
}

function None() {
  return <Empty icon={<IconInbox size={30} />} title="Nobody has asked you yet">When somebody asks, you get a mail with a link.</Empty>;
}

function Asked({ organization }: { organization: string }) {
  const all = useDelegations(organization);
  if (!all.data) return all.error ? <FailedPart problem={problemOf(all.error)} again={() => void all.refetch()} /> : <Waiting />;
  const items = all.data.pages.flatMap((p) => p.items);
  const open = items.filter((d) => d.state === 'pending');
  const answered = items.filter((d) => d.state !== 'pending');
  if (items.length === 0) return <Card><None /></Card>;
  return (
    <>
      <Section title="Waiting for you">
        {open.length === 0 && <Card><Empty icon={<IconInbox size={30} />} title="Nothing waits for you" /></Card>}
        {open.length > 0 && <List label="Waiting for you" organization={organization} items={open} />}
      </Section>
      {answered.length > 0 && (
        <Section title="Answered or over">
          <List label="Answered or over" organization={organization} items={answered} />
          <More of={all} />
        </Section>
      )}
    </>
  );
}

function List({ label, organization, items }: { label: string; organization: string; items: Delegation[] }) {
  return (
    <Rows label={label}>
      {items.map((d) => (
        <Row
          key={d.id}
          href={`/requests/${organization}/${d.id}`}
          mark={<KeyMark />}
          name={d.name}
          sub={<>{d.organization} · asked <Moment at={d.asked} /></>}
          state={<DelegationState state={d.state} />}
        />
      ))}
    </Rows>
  );
}
