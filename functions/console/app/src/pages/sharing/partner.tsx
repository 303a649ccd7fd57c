import { Text } from '@mantine/core';
import { IconKey, IconShare3 } from '@tabler/icons-react';
import { useSearchParams } from 'wouter';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { More, Row, Rows, Section } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { Tabs } from '../../parts/tabs';
import { several } from '../members/words';
import { usePartnerShares, useWeighed, type Direction } from './queries';
import { ShareState } from './state';
import { forWhom, modes } from './words';

type Props = { organization: string; partner: { id: string; name: string; open: boolean }; here: string };

/** How much is shared both ways, and the ways to it; who is no admin is not told how much. */
export function SharedBoth({ organization, partner, here, admin }: Props & { admin: boolean }) {
  const found = useWeighed(organization, partner.id, admin);
  const count = (n?: number) => (n === undefined ? 'What, how and for whom' : `${several(n, 'credential').replace('no credential', 'Nothing yet')}${found.data?.more && n >= 1000 ? ' and more' : ''}`);
  return (
    <Section title="What is shared">
      <Rows label="What is shared">
        <Row href={`${here}/shared`} mark={<Mark icon={IconShare3} />} name={`With ${partner.name}`} sub={count(found.data?.given)} />
        <Row href={`${here}/shared?of=received`} mark={<Mark icon={IconKey} tone="brass" />} name={`From ${partner.name}`} sub={count(found.data?.received)} />
      </Rows>
    </Section>
  );
}

/** All that is shared with a partner, or by it. */
export function PartnerShares({ organization, partner, here }: Props) {
  const [params] = useSearchParams();
  const at: Direction = params.get('of') === 'received' ? 'received' : 'given';
  const tabs = [{ at: 'given' as const, href: `${here}/shared`, name: `With ${partner.name}` }, { at: 'received' as const, href: `${here}/shared?of=received`, name: `From ${partner.name}` }];
  return (
    <Sheet title={at === 'given' ? `Shared with ${partner.name}` : `From ${partner.name}`} back={{ href: here, name: partner.name }} width="middle">
      <Tabs label="What is shared" at={at} tabs={tabs} />
      {!partner.open && <Text size="sm" mb="md">Client sign-in is disabled: all of it waits, in both directions.</Text>}
      <List key={at} organization={organization} partner={partner} direction={at} />
    </Sheet>
  );
}

function List({ organization, partner, direction }: Omit<Props, 'here'> & { direction: Direction }) {
  const found = usePartnerShares(organization, partner.id, direction);
  const items = found.data?.pages.flatMap((p) => p.items) ?? [];
  const given = direction === 'given';
  if (!found.data) return found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={3} />;
  return (
    <>
      {items.length === 0 && (
        <Card>
          <Empty icon={given ? <IconShare3 size={30} /> : <IconKey size={30} />} title="Nothing that you see">
            {given ? 'Open a credential and choose Share, or select several in the vault.' : `What ${partner.name} shares with you appears here, and in your vault.`}
          </Empty>
        </Card>
      )}
      {items.length > 0 && (
        <Rows label={given ? `Shared with ${partner.name}` : `From ${partner.name}`}>
          {items.map(({ credential: c, share: s }) => (
            <Row
              key={c.id} href={`/organizations/${organization}/credentials/${c.id}`} mark={<Mark icon={given ? IconShare3 : IconKey} tone={s.off ? 'grey' : given ? undefined : 'brass'} />} name={c.name}
              sub={<>{c.username && `${c.username} · `}{modes[s.mode]}{given ? ` · for ${forWhom(s)}` : ` · shared by ${s.by}`}</>} state={<ShareState share={s} open={partner.open} here={!given} />}
            />
          ))}
        </Rows>
      )}
      <More of={found} />
    </>
  );
}
