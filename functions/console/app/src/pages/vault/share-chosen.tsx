import { Anchor, Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { Choices } from '../../parts/choices';
import { Dialog } from '../../parts/dialog';
import { Refused } from '../../parts/refused';
import { Waiting } from '../../parts/states';
import { several } from '../members/words';
import { Blocked } from '../sharing/blocked';
import { OptionFields } from '../sharing/fields';
import { bodyOf, optionsOf, wrongWith, type Wrong } from '../sharing/options';
import { useAllPartners, useBlocked, type Partner } from '../sharing/queries';
import { wrongFrom } from '../sharing/with';
import { useVaultAct, type Filed } from './queries';
import { Shared } from './shared';

type Props = { organization: string; all: Filed[]; close: (done: boolean) => void };

/** Shares what is selected with one partner, or stops that (rules H1, H4): each by itself, and it says of each what happened. */
export default function ShareChosen({ organization, all, close }: Props) {
  const partners = useAllPartners(organization).data;
  const [chosen, choose] = useState('');
  const [begun, begin] = useState(false);
  const partner = partners?.length === 1 ? partners[0] : partners?.find((p) => p.id === chosen);
  const blocked = useBlocked(organization, partner);
  return (
    <Dialog title={`Share ${several(all.length, 'credential')}${partner ? ` with ${partner.name}` : ''}`} close={() => close(false)}>
      <Stack gap="md">
        {!partners && <Waiting rows={1} />}
        {partners && partners.length > 1 && !begun && (
          <NativeSelect size="md" label="With" value={chosen} onChange={(e) => choose(e.currentTarget.value)} data={[{ value: '', label: 'Choose an organization' }, ...partners.map((p) => ({ value: p.id, label: p.name }))]} />
        )}
        {blocked && !begun && <Blocked organization={organization} partner={partner!} why={blocked} />}
        {partner && <Run key={partner.id} organization={organization} all={all} partner={partner} closed={Boolean(blocked)} begin={() => begin(true)} close={close} />}
        {!partner && <Button variant="default" onClick={() => close(false)}>Cancel</Button>}
      </Stack>
    </Dialog>
  );
}

type RunProps = Props & { partner: Partner; closed: boolean; begin: () => void };

function Run({ organization, all, partner, closed, begin, close }: RunProps) {
  const [stop, setStop] = useState(closed);
  const [value, setValue] = useState(optionsOf);
  const [wrong, setWrong] = useState<Wrong>({});
  const { run, done, halt } = useBulk(organization, partner.id, all);
  const count = several(all.length, 'credential');
  if (run.isSuccess || (run.error && done.length > 0)) {
    return <Shared done={done} all={all} partner={partner} error={run.error} again={() => run.mutate(run.variables!)} close={() => close(true)} />;
  }
  if (run.isPending) {
    return (
      <>
        <Text component="output" size="sm">{stop ? 'Stopping' : 'Sharing'}: {done.length} of {all.length} so far.</Text>
        <progress max={all.length} value={done.length} aria-label="Progress" style={{ width: '100%' }} />
        <Button variant="default" onClick={halt}>Stop here</Button>
      </>
    );
  }
  const send = () => {
    const found = stop ? {} : wrongWith(value);
    setWrong(found);
    if (found.people || found.ends) return;
    begin();
    run.mutate(stop ? { stop } : bodyOf(value), { onError: (e) => setWrong(wrongFrom(e)) });
  };
  return (
    <form onSubmit={(e) => { e.preventDefault(); send(); }} noValidate>
      <Stack gap="md">
        <Choices
          label="What" name="act" value={stop ? 'stop' : 'share'} choose={(v) => setStop(v === 'stop')}
          options={[...(closed ? [] : [{ value: 'share', label: 'Share, or update' }]), { value: 'stop', label: 'Stop sharing' }]}
        />
        {stop
          ? <Text size="sm">Those of the {count} that {partner.name} has are closed to everybody there at once. Who received a password may remember it: it is marked as due for rotation.</Text>
          : <OptionFields organization={organization} partner={partner} value={value} set={(change) => setValue({ ...value, ...change })} wrong={wrong} />}
        {!stop && <Text size="sm" c="dimmed">Those that {partner.name} has already are shared so from now on.</Text>}
        <Refused error={run.error} beside={['people', 'groups', 'ends']} />
        <Button type="submit" color={stop ? 'red.8' : undefined}>{stop ? `Stop sharing ${count}` : `Share ${count}`}</Button>
        <Anchor component="button" type="button" size="sm" onClick={() => close(false)}>Cancel</Anchor>
      </Stack>
    </form>
  );
}

type How = Omit<Schemas['ShareBulk'], 'credentials'>;
const atOnce = 500; // credentials a call: it does what it has time for, and tells the other side once

/** Goes through them call by call. What no time was left for, or broke off, is asked for again: what was done is found unchanged. */
function useBulk(organization: string, partner: string, all: Filed[]) {
  const repeat = useRepeatKey();
  const [done, setDone] = useState<Schemas['ShareOne'][]>([]);
  const calls = useRef(0); // good answers so far: the same asked for after one is another call
  const halted = useRef(false);
  const run = useVaultAct(organization, async (how: How) => {
    halted.current = false;
    const out = done.filter((one) => one.outcome !== 'not-done');
    const left = () => all.map((one) => one.id).filter((id) => out.every((one) => one.credential !== id));
    try {
      for (let some = left(); some.length > 0 && !halted.current; some = left()) {
        const body = { ...how, credentials: some.slice(0, atOnce) };
        const { items } = await answer(api.POST('/api/organizations/{organization}/partners/{partner}/shares', { params: { path: { organization, partner }, header: repeat([body, calls.current]) }, body }));
        calls.current++;
        const ended = items.filter((one) => one.outcome !== 'not-done');
        if (ended.length === 0) break;
        out.push(...ended);
        setDone([...out]);
      }
    } finally {
      setDone(calls.current === 0 ? [] : [...out, ...left().map((credential) => ({ credential, outcome: 'not-done' as const }))]);
    }
  });
  return { run, done, halt: () => { halted.current = true; } };
}
