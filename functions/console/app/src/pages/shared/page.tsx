import { IconKey } from '@tabler/icons-react';
import { problemOf } from '../../api/problem';
import { KeyMark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { usePersonal } from '../../parts/personal';
import { More, Row, Rows, Section } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { DelegationState } from '../../parts/state';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { useDelegations, type Delegation } from '../delegation/queries';

/** Manage shared access: what the owner lends now, and what they took back. */
export default function Shared() {
  const personal = usePersonal();
  return (
    <Sheet title="Shared access" lead="What you lend, to whom. Open one to see each use, change its login or revoke it." back={{ href: '/', name: 'Start' }} width="middle">
      {personal.length === 0 && <Card><None /></Card>}
      {personal.map((m) => <Lent key={m.organization} organization={m.organization} />)}
    </Sheet>
  );
}

function None() {
  return <Empty icon={<IconKey size={30} />} title="You share nothing">What you agree to share appears here, with every use of it.</Empty>;
}

function Lent({ organization }: { organization: string }) {
  const all = useDelegations(organization);
  if (!all.data) return all.error ? <FailedPart problem={problemOf(all.error)} again={() => void all.refetch()} /> : <Waiting />;
  const items = all.data.pages.flatMap((p) => p.items);
  const now = items.filter((d) => d.state === 'shared');
  const ended = items.filter((d) => d.state === 'revoked');
  return (
    <>
      <Section title="Shared now">
        {now.length === 0 ? <Card><None /></Card> : <List label="Shared now" organization={organization} items={now} />}
      </Section>
      {ended.length > 0 && <Section title="Revoked"><List label="Revoked" organization={organization} items={ended} /></Section>}
      <More of={all} />
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
          sub={<>{d.organization}<Since one={d} /></>}
          state={<DelegationState state={d.state} />}
        />
      ))}
    </Rows>
  );
}

function Since({ one }: { one: Delegation }) {
  const at = one.ended ?? one.decided;
  return at ? <> · {one.ended ? 'revoked' : 'since'} <Moment at={at} /></> : null;
}
