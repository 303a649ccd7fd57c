import { Text, TextInput } from '@mantine/core';
import { IconBriefcase, IconBuilding } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { Row, Rows } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { Empty, Failed, Loading } from '../../parts/states';
import type { Step } from '../credential/step';
import { useAllPartners, useShares, type Partner, type Share } from './queries';
import { ShareState } from './state';
import { ShareWith } from './with';
import { forWhom, modes } from './words';

const many = 8; // partners from which on one searches

/** Shares a credential with a partner, changes how, or stops it (rules H1, H4, H5). Where there is one partner, nobody is asked which. */
export default function SharePage({ organization, one, here }: Step) {
  const [params] = useSearchParams();
  const partners = useAllPartners(organization);
  const shares = useShares(organization, one.id);
  const failed = partners.error ?? shares.error;
  if (!partners.data || !shares.data) {
    const again = () => void Promise.all([partners.refetch(), shares.refetch()]);
    return failed ? <Failed problem={problemOf(failed)} again={again} /> : <Loading />;
  }
  const partner = partners.data.length === 1 ? partners.data[0] : partners.data.find((p) => p.id === params.get('with'));
  if (!partner) return <Which one={one} here={here} partners={partners.data} shares={shares.data.items} />;
  const share = shares.data.items.find((s) => s.partner === partner.id);
  const back = partners.data.length === 1 ? { href: here, name: one.name } : { href: `${here}/share`, name: `Share ${one.name}` };
  return <ShareWith key={partner.id} organization={organization} one={one} here={here} partner={partner} share={share} back={back} />;
}

type Props = Pick<Step, 'one' | 'here'> & { partners: Partner[]; shares: Share[] };

/** Asks with whom; those it is shared with stand first. */
function Which({ one, here, partners, shares }: Props) {
  const [typed, type] = useState('');
  const by = new Map(shares.map((s) => [s.partner, s]));
  const word = typed.trim().toLowerCase();
  const fits = partners.filter((p) => p.name.toLowerCase().includes(word)).toSorted((a, b) => Number(by.has(b.id)) - Number(by.has(a.id)));
  return (
    <Sheet title={`Share ${one.name}`} lead="With which organization?" back={{ href: here, name: one.name }}>
      {partners.length > many && <TextInput type="search" aria-label="Find by name" placeholder="Find by name" mb="sm" value={typed} onChange={(e) => type(e.currentTarget.value)} />}
      {partners.length === 0 && <Card><Empty icon={<IconBriefcase size={30} />} title="Nobody to share with">Credentials are shared between a provider and its sites.</Empty></Card>}
      {partners.length > 0 && fits.length === 0 && <Text size="sm">None is called so.</Text>}
      {fits.length > 0 && (
        <Rows label="Organizations">
          {fits.map((p) => {
            const share = by.get(p.id);
            return (
              <Row
                key={p.id} href={`${here}/share?with=${p.id}`} mark={<Mark icon={p.is === 'site' ? IconBriefcase : IconBuilding} tone={share ? undefined : 'grey'} />} name={p.name}
                sub={share ? `${modes[share.mode]} · for ${forWhom(share)}` : p.open ? p.locked || p.is === 'provider' ? 'Not shared' : 'No organization key yet' : 'Closed to its people'}
                state={share && <ShareState share={share} open={p.open} />}
              />
            );
          })}
        </Rows>
      )}
    </Sheet>
  );
}
