import { IconKey } from '@tabler/icons-react';
import { problemOf } from '../../api/problem';
import { KeyMark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { More, Row, Rows, Section } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { DelegationState } from '../../parts/state';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { useDelegations, type Delegation } from '../delegation/queries';

/** What stands for loans where there are none. */
export function None() {
  return <Empty icon={<IconKey size={30} />} title="You share nothing">What you agree to share appears here, with every use of it.</Empty>;
}

type Props = { organization: string; of?: string; besides?: boolean };

/** What an organization lends, and lent once. One that comes besides says nothing when it lends nothing. */
export function Lent({ organization, of = '', besides = false }: Props) {
  const all = useDelegations(organization);
  if (!all.data) return all.error ? <FailedPart problem={problemOf(all.error)} again={() => void all.refetch()} /> : besides ? null : <Waiting />;
  const items = all.data.pages.flatMap((p) => p.items);
  const now = items.filter((d) => d.state === 'shared');
  const ended = items.filter((d) => d.state === 'revoked');
  if (besides && now.length + ended.length === 0) return null;
  const title = of ? `Shared by ${of}` : 'Shared now';
  return (
    <>
      <Section title={title}>
        {now.length === 0 ? <Card><None /></Card> : <List label={title} organization={organization} items={now} />}
      </Section>
      {ended.length > 0 && (
        <Section title={of ? `Ended, of ${of}` : 'Ended'}><List label={`Ended ${of}`.trim()} organization={organization} items={ended} /></Section>
      )}
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
  if (one.state === 'revoked') {
    const at = one.ended ?? one.ends;
    return at ? <> · ended <Moment at={at} /></> : null;
  }
  if (one.ends) return <> · ends <Moment at={one.ends} /></>;
  return one.decided ? <> · since <Moment at={one.decided} /></> : null;
}
