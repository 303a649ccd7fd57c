import { Button, Stack, Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { Refused } from '../../parts/refused';
import type { Step } from '../credential/step';
import { several } from '../members/words';
import { useVaultAct } from '../vault/queries';
import { useKnowersThere, type Partner } from './queries';

type Props = Pick<Step, 'organization' | 'one' | 'here'> & { partner: Partner; keep: () => void };

/** Stops a share, after saying what it ends and who may remember the password (rule H5). */
export function Stop({ organization, one, here, partner, keep }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const path = { organization, credential: one.id, partner: partner.id };
  const seen = useKnowersThere(organization, one.id, partner.id, true).data;
  const know = seen?.knowers.filter((k) => k.current) ?? [];
  const stop = useVaultAct(organization, () =>
    answer(api.DELETE('/api/organizations/{organization}/credentials/{credential}/shares/{partner}', { params: { path, header: repeat([path, seen?.since]) } })), () => go(here, { replace: true }));
  return (
    <Stack gap="md">
      <Text>From that moment {one.name} is closed to everybody of {partner.name}. It stays with you, and so does what they changed.</Text>
      {seen && (
        <Text size="sm">
          {know.length === 0 ? `Nobody of ${partner.name} received its password of now.` : (
            <><b>{know.length === 1 && !seen.more ? '1 person there' : `${seen.more ? 'More than ' : ''}${several(know.length, 'person').replace('persons', 'people')} there`} may remember the password:</b> {namesOf(know)}. It is marked as due for rotation.</>
          )}
        </Text>
      )}
      <Refused error={stop.error} />
      <Button color="red.8" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>Stop sharing with {partner.name}</Button>
      <Button variant="default" onClick={keep}>Keep sharing it</Button>
    </Stack>
  );
}

const named = 6; // names before the rest is counted

function namesOf(all: { name: string }[]) {
  const names = all.map((one) => one.name);
  return names.length <= named ? names.join(', ') : `${names.slice(0, named).join(', ')} and ${names.length - named} more`;
}
