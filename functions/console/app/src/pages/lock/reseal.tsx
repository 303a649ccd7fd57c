import { Button, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { lockQuery } from '../../api/lock';
import { problemOf } from '../../api/problem';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import type { Part } from './page';

const pause = (seconds: number) => new Promise((go) => { setTimeout(go, seconds * 1000); });

/** Seals anew what replaced keys open, a part at a time while the page is open. Leaving loses nothing. */
export function Reseal({ organization, name, lock }: Part) {
  const queries = useQueryClient();
  const [far, setFar] = useState<Schemas['Resealed']>();
  const going = useRef(false);
  const reseal = useMutation({
    mutationFn: async () => {
      going.current = true;
      while (going.current) {
        const step = await once(organization);
        if (!step) continue;
        setFar(step);
        if (step.done) return;
        if (step.wait) await pause(step.wait);
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: lockQuery(organization).queryKey }),
  });
  useEffect(() => () => {
    going.current = false;
  }, []);
  const here = `/organizations/${organization}/lock`;
  const done = far?.done || (!lock.resealing && !reseal.isPending);
  return (
    <Sheet title={done ? 'Everything is sealed anew' : 'Seal everything anew'} eyebrow={name} back={{ href: here, name: 'Organization key' }} width="middle">
      <Card>
        <Stack gap="md">
          {!done && <Text>The keys of {name} were replaced. What was kept before is still sealed to the old ones. This goes through it and seals it to the new; then the old keys are destroyed. Nobody is shown anything, and work goes on meanwhile.</Text>}
          {done && <Text>Secrets of {name} open with the new keys only. Backups from before still open with the old.</Text>}
          <Text component="output" fw={600}>{far && said(far)}</Text>
          {reseal.isPending && <Text size="sm" c="dimmed"><Loader size="xs" mr={8} />{far?.wait ? 'What was written just when the keys were replaced is looked for once more.' : 'At work. You may leave: any admin goes on where it stopped.'}</Text>}
          <Refused error={reseal.error} />
          {!done && !reseal.isPending && <Button onClick={() => reseal.mutate()}>{far ? 'Go on' : 'Begin'}</Button>}
          {reseal.isPending && <Button variant="default" onClick={() => { going.current = false; }}>Stop for now</Button>}
          {done && <Button component={Link} href={here} variant="default">Organization key</Button>}
        </Stack>
      </Card>
    </Sheet>
  );
}

/** One part; nothing if somebody else did it at the same moment. */
async function once(organization: string) {
  try {
    return await answer(api.POST('/api/organizations/{organization}/keys/reseal', { params: { path: { organization } } }));
  } catch (thrown) {
    if (problemOf(thrown).kind !== 'moved') throw thrown;
    await pause(1);
    return undefined;
  }
}

function said({ sealed, refused }: Schemas['Resealed']) {
  const did = `${sealed.toLocaleString('en')} sealed anew`;
  return refused ? `${did}, ${refused.toLocaleString('en')} did not open: nothing opened them before either.` : `${did}.`;
}
