import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Schemas } from '../../api/client';
import { Choices } from '../../parts/choices';
import { Note } from '../../parts/note';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import { several } from '../members/words';
import { tooLong, type Taken } from './csv';
import classes from './import.module.css';
import { useAskAgain } from './queries';
import { RowsList } from './rows-list';
import { useRun, type Duplicates } from './run';

type Props = { organization: string; now: Schemas['ImportProgress']; file: Taken };

/** The rows of a file that were not brought in yet: what would become of them, and bringing them in. */
export function Rest({ organization, now, file }: Props) {
  const [first] = useState(now.nextRow); // where this file goes on, for as long as the page is open
  const [duplicates, setDuplicates] = useState<Duplicates>('skip');
  const again = useAskAgain(organization);
  const { judged, going, error, checked, reached, check, bring, halt } = useRun(organization, now.id, file, first);
  const total = file.rows.length;
  const all = checked >= total;
  // Once, when the page opens with its file.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => void check(), []);
  const start = async () => {
    await bring(reached + 1, duplicates);
    await again(); // which says so, if all was dealt with
  };
  const doubles = judged.filter((r) => r.outcome === 'duplicate').length;
  const fresh = judged.filter((r) => r.outcome === 'new').length + (duplicates === 'keep' ? doubles : 0);
  const long = tooLong(file);
  if (reached >= total) return <Done />;
  const begun = reached >= first;
  return (
    <Card label="Rows of the file">
      <Stack gap="md">
        {going && <Progress does={going.does} at={going.at} of={total} />}
        {going && <Button variant="default" onClick={() => { halt(); void again(); }}>Stop for now</Button>}
        {all && !going && doubles > 0 && (
          <Choices
            label={`${several(doubles, 'row')} ${doubles === 1 ? 'is' : 'are'} like what is there: the same name, username and host`} name="duplicates" value={duplicates} choose={(d) => setDuplicates(d as Duplicates)}
            options={[{ value: 'skip', label: 'Leave them out' }, { value: 'keep', label: 'Import them all the same' }]}
          />
        )}
        {all && long.length > 0 && <Note>{long.length === 1 ? 'Row' : 'Rows'} {long.join(', ')} {long.length === 1 ? 'is' : 'are'} too long to be imported. Add {long.length === 1 ? 'it' : 'them'} by hand.</Note>}
        <Refused error={error} />
        {!going && (all
          ? <Group gap="md"><Button onClick={() => void start()} disabled={fresh === 0 && !begun}>{begun ? 'Go on' : `Import ${several(fresh, 'credential')}`}</Button>{fresh === 0 && !begun && <Text size="sm">There is nothing to import.</Text>}</Group>
          : <Button onClick={() => void check()}>Go on looking</Button>)}
        {judged.length > 0 && <RowsList file={file} columns={now.columns} judged={judged} />}
      </Stack>
    </Card>
  );
}

/** Says that nothing of the file is left. */
export function Done() {
  return (
    <Card label="Done">
      <Text fw={600}>All rows of the file are dealt with.</Text>
      <Text size="sm">Delete the file now: every password in it can be read.</Text>
    </Card>
  );
}

function Progress({ does, at, of }: { does: 'check' | 'bring'; at: number; of: number }) {
  const what = does === 'check' ? 'Looking at the rows' : 'Importing';
  return (
    <div>
      <Text component="output" size="sm">{what}: {at.toLocaleString('en')} of {of.toLocaleString('en')}</Text>
      <progress className={classes.progress} max={of} value={at} aria-label={what} />
      {does === 'bring' && <Text size="sm" c="dimmed">You may leave: with the same file it goes on later where it stopped.</Text>}
    </div>
  );
}
