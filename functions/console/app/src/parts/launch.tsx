import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { askToUnlock } from '../api/locked';
import { Dialog } from './dialog';
import { ask, couldHave, version, type Asked } from './extension';
import { Note } from './note';
import { hostOf } from './place';

type Props = { organization: string; resource?: string; credential: string; name: string; address?: string; plain?: boolean; small?: boolean };

type Told = { kind: 'no extension' } | { kind: 'no answer' } | { kind: 'opened'; says: string } | { kind: 'refused'; detail: string; type: string };

/** Whether a browser can be sent to an address. */
export const leads = (address: string) => /^https?:\/\//i.test(address);

/** Signs in with a credential: the extension opens its address and fills it in there (rule G6). */
export function Launch({ organization, resource, credential, name, address, plain, small }: Props) {
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>();
  const launch = async () => {
    setBusy(true);
    setTold(undefined);
    setTold(await launched({ kind: 'launch', organization, credential, name, ...(resource && { resource }) }));
    setBusy(false);
  };
  return (
    <div>
      <Button onClick={() => void launch()} loading={busy} variant={plain ? 'default' : 'filled'} size={small ? 'xs' : 'sm'} leftSection={<IconLogin2 size={small ? 15 : 17} aria-hidden />} aria-label={`Launch ${name}`}>Launch</Button>
      <Text component="output" display="block" size="xs" c="dimmed" maw={280} mt={told?.kind === 'opened' ? 6 : 0}>{told?.kind === 'opened' && told.says}</Text>
      {told && told.kind !== 'opened' && (
        <Dialog title={told.kind === 'no extension' ? 'Signing in takes the extension' : `${name} was not launched`} close={() => setTold(undefined)}>
          <Stack gap="md">
            {told.kind === 'no extension' ? <Missing address={address} /> : <Note>{told.kind === 'refused' ? told.detail : 'The extension did not answer. Try again; if it stays like that, load the extension again.'}</Note>}
            <Group grow gap="sm">
              <Button variant="default" onClick={() => setTold(undefined)}>Close</Button>
              {told.kind === 'no extension' && <Button component={Link} href="/extension">Get it</Button>}
              {told.kind === 'refused' && told.type === 'access-locked' && resource && <Button component={Link} href={`/organizations/${organization}/resources/${resource}/request`}>Request access</Button>}
            </Group>
          </Stack>
        </Dialog>
      )}
    </div>
  );
}

function Missing({ address }: { address?: string }) {
  return (
    <>
      <Text size="sm">Valetkey signs you in without showing the password: its browser extension fills it in, at its own address and nowhere else. {couldHave() ? 'There is none in this browser yet.' : 'It is for Chrome, Edge and other browsers made from Chromium, on a computer.'}</Text>
      {address && leads(address) && <Text size="sm">Without it nothing is filled in. <Anchor href={address} target="_blank" rel="noreferrer noopener" inherit>Open {hostOf(address)}</Anchor></Text>}
    </>
  );
}

/** Hands over to the extension; where the organization is locked, once it has been unlocked. */
async function launched(want: Extract<Asked, { kind: 'launch' }>): Promise<Told> {
  if (!(await version())) return { kind: 'no extension' };
  let answer = await ask(want);
  if (answer?.kind === 'refused' && answer.type === 'organization-locked' && (await askToUnlock(want.organization))) {
    answer = await ask(want);
  }
  if (answer?.kind === 'refused') return answer;
  if (answer?.kind !== 'opened') return { kind: 'no answer' };
  const host = hostOf(answer.origin);
  return { kind: 'opened', says: answer.fills === 'at once' ? `${host} is open in a new tab, and is filled in there.` : `${host} is open in a new tab. Press Valetkey’s button there, within a minute.` };
}
