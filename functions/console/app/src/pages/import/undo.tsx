import { Anchor, Button, Loader, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Confirm } from '../../parts/confirm';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Failed, Loading } from '../../parts/states';
import { several } from '../members/words';
import classes from './import.module.css';
import { useImport, useImportAct } from './queries';

type Stays = Schemas['ImportStays'];

/** Says what an undo takes away and what stays, and takes it away, a part at a time while the page is open. */
export function Undo({ organization, which }: { organization: string; which: string }) {
  const found = useImport(organization, which);
  const [far, setFar] = useState({ removed: 0, stay: [] as Stays[], from: '' });
  const going = useRef(true);
  useEffect(() => {
    going.current = true;
    return () => { going.current = false; };
  }, []);
  const undo = useImportAct(organization, async () => {
    for (let { removed, stay, from } = far; going.current;) {
      const part = await answer(api.POST('/api/organizations/{organization}/imports/{import}/undo', {
        params: { path: { organization, import: which } }, body: from ? { from } : {},
      }));
      [removed, stay, from] = [removed + part.removed, [...stay, ...part.stay], part.next ?? ''];
      setFar({ removed, stay, from });
      if (!from) return true;
    }
    return false;
  });
  const here = `/organizations/${organization}/import/${which}`;
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const now = found.data;
  if (undo.data || undo.isPending || far.from || far.removed > 0) {
    return (
      <Sheet title={undo.data ? `The import of ${now.name} is undone` : `Undoing the import of ${now.name}`} back={{ href: here, name: now.name }} width="middle">
        <Card>
          <Stack gap="md">
            <Text component="output" fw={600}>{several(far.removed, 'credential')} taken away{far.stay.length > 0 && <>, {far.stay.length.toLocaleString('en')} {far.stay.length === 1 ? 'stays' : 'stay'}</>}.</Text>
            {undo.isPending && <Text size="sm" c="dimmed"><Loader size="xs" mr={8} />At work. Nothing more is imported from now on; you may leave, and undo it again for the rest.</Text>}
            <Refused error={undo.error} />
            {undo.error && <Button onClick={() => undo.mutate()}>Go on</Button>}
            {far.stay.length > 0 && (
              <ul className={classes.rows} aria-label="What stays">
                {far.stay.map((s) => <li key={s.row}><div><Anchor component={Link} href={`/organizations/${organization}/credentials/${s.credential}`}>{s.name}</Anchor><small>It stays because {s.why}.</small></div></li>)}
              </ul>
            )}
            {undo.data && <Button component={Link} href={`/organizations/${organization}/import`} variant="default">Imports</Button>}
          </Stack>
        </Card>
      </Sheet>
    );
  }
  return (
    <Sheet title={`Undo the import of ${now.name}?`} back={{ href: here, name: now.name }}>
      <Confirm act="Undo the import" does={() => undo.mutate()} of={undo} keep={{ href: here, name: 'Keep what was imported' }}>
        <Text>{now.made === 0 ? 'Nothing was made of it. Its empty folder goes.' : <><b>{several(now.made, 'credential')}</b> that it made {now.made === 1 ? 'goes' : 'go'}, and its folders that are empty then.</>} Nothing more can be imported with it.</Text>
        {now.made > 0 && <Text size="sm" c="dimmed">What somebody has used, revealed, changed, moved, disabled or shared since stays, and is listed afterwards.</Text>}
      </Confirm>
    </Sheet>
  );
}
