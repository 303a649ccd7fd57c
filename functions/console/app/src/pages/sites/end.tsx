import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { useMembership } from '../../parts/memberships';
import { Sheet } from '../../parts/sheet';
import { several } from '../members/words';
import { useWeighed } from '../sharing/queries';
import { useSiteAct } from './queries';

type Props = { organization: string; partner: { id: string; name: string }; own: 'provider' | 'site'; here: string; after: string };

/** Says what ends with the relation, and ends it for who types the other side's name. */
export function End({ organization, partner, own, here, after }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const name = useMembership(organization)?.name ?? 'Yours';
  const [typed, type] = useState('');
  const weighed = useWeighed(organization, partner.id).data;
  const path = { organization, partner: partner.id };
  const end = useSiteAct(organization, (body: { name: string }) =>
    answer(api.POST('/api/organizations/{organization}/partners/{partner}/end', { params: { path, header: repeat([path, body]) }, body })), () => go(after, { replace: true }));
  return (
    <Sheet title={`End what ${name} and ${partner.name} have to do with each other?`} back={{ href: here, name: partner.name }}>
      <Confirm act={`End it with ${partner.name}`} does={() => end.mutate({ name: typed.trim() })} of={end} keep={{ href: here, name: 'Keep it' }} ready={typed.trim() === partner.name}>
        {own === 'provider'
          ? <Text>{partner.name} is your site no more: it is an organization like any other, open to its people, and keeps all that it created. You keep your client with all that you keep for them, and your invitations to it are taken back.</Text>
          : <Text>{partner.name} is your provider no more: it cannot close {name}, invite anybody here or decide your credential types. {name} keeps all that was created here.</Text>}
        {weighed && <Text><b>{ended(partner.name, weighed)}</b></Text>}
        <Text>What is shared between the two ends on both sides: each keeps what it created. Who received a secret may remember it; it is marked as due for rotation.</Text>
        <Text size="sm" c="dimmed">It cannot be taken back: {own === 'provider' ? `${partner.name} can be made no site again` : `${name} can be made no site again`}. The admins of both sides are told.</Text>
        <TextInput label={`Type ${partner.name} to say that you mean it`} autoComplete="off" maxLength={120} value={typed} onChange={(e) => type(e.currentTarget.value)} />
      </Confirm>
    </Sheet>
  );
}

/** How many credentials either side loses, in a sentence. */
function ended(name: string, { given, received, more }: { given: number; received: number; more?: boolean }) {
  if (given + received === 0) return 'Nothing is shared between the two now.';
  const many = (n: number) => `${more && n >= 1000 ? 'more than ' : ''}${several(n, 'credential')}`;
  return `${name} loses ${many(given)} of yours; you lose ${many(received)} of theirs.`;
}
