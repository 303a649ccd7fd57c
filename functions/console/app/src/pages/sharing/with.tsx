import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import type { Step } from '../credential/step';
import { useVaultAct } from '../vault/queries';
import { Blocked } from './blocked';
import { OptionFields } from './fields';
import { bodyOf, optionsOf, wrongWith, type Wrong } from './options';
import { useBlocked, type Partner, type Share } from './queries';
import { Stop } from './stop';

type Props = Pick<Step, 'organization' | 'one' | 'here'> & { partner: Partner; share?: Share; back: { href: string; name: string } };

/** How one credential is shared with one partner: the options of now, and Share or Update share (rule H4). */
export function ShareWith({ organization, one, here, partner, share, back }: Props) {
  const [enabled, enable] = useState(true);
  const blocked = useBlocked(organization, partner);
  return (
    <Sheet title={`Share ${one.name} with ${partner.name}`} back={back}>
      <Stack gap="md">
        {share && <Now share={share} partner={partner} />}
        {blocked && <Blocked organization={organization} partner={partner} why={blocked} />}
        {(share || !blocked) && (
          <Card>
            <Stack gap="lg">
              {share && <Checkbox label="Enable sharing" checked={enabled} onChange={(e) => enable(e.currentTarget.checked)} />}
              {enabled
                ? <Form organization={organization} one={one} here={here} partner={partner} share={share} closed={Boolean(blocked)} />
                : <Stop organization={organization} one={one} here={here} partner={partner} keep={() => enable(true)} />}
            </Stack>
          </Card>
        )}
      </Stack>
    </Sheet>
  );
}

function Now({ share, partner }: { share: Share; partner: Partner }) {
  return (
    <Text size="sm">
      Shared since <Moment at={share.since} as="day" /> by {share.by}.
      {share.off && <> <b>{share.offBy ?? 'An admin'} of {partner.name} disabled it there</b> on <Moment at={share.off} />: it opens for nobody there until they enable it again.</>}
      {!partner.open && ' It waits for client sign-in to be enabled.'}
    </Text>
  );
}

type FormProps = Omit<Props, 'back'> & { closed: boolean };

function Form({ organization, one, here, partner, share, closed }: FormProps) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const [before] = useState(() => optionsOf(share));
  const [value, setValue] = useState(before);
  const [wrong, setWrong] = useState<Wrong>({});
  const set = useVaultAct(organization, (body: Schemas['ShareSet']) =>
    answer(api.PUT('/api/organizations/{organization}/credentials/{credential}/shares/{partner}', {
      params: { path: { organization, credential: one.id, partner: partner.id }, header: repeat([body, share]) }, body,
    })), () => go(here, { replace: true }));
  const send = (e: FormEvent) => {
    e.preventDefault();
    const found = wrongWith(value, share ? before : undefined);
    setWrong(found);
    if (!found.people && !found.ends) set.mutate(bodyOf(value, share?.ends), { onError: (refusal) => setWrong(wrongFrom(refusal)) });
  };
  const changed = JSON.stringify(value) !== JSON.stringify(before);
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        <OptionFields organization={organization} partner={partner} value={value} set={(change) => setValue({ ...value, ...change })} wrong={wrong} />
        {!share && <Text size="sm" c="dimmed">It stays yours: they get no copy, each use of theirs is on your record, and you can stop it at any time. They need not know your organization key.</Text>}
        <Refused error={set.error} beside={['people', 'groups', 'ends']} />
        <Button type="submit" loading={set.isPending} disabled={closed || (share && !changed)}>{share ? 'Update share' : 'Share'}</Button>
      </Stack>
    </form>
  );
}

/** A refusal's reasons beside the fields they are about. */
export function wrongFrom(refusal: unknown): Wrong {
  const { fields } = problemOf(refusal);
  return { people: fields.people ?? fields.groups, ends: fields.ends };
}
