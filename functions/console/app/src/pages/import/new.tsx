import { Anchor, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Note } from '../../parts/note';
import { Card, Sheet } from '../../parts/sheet';
import { several } from '../members/words';
import { Choose } from './choose';
import { becomes, guess, wrongColumns, type Is } from './columns';
import { cellsOf, type Taken } from './csv';
import classes from './import.module.css';
import { handOver, useImportAct } from './queries';

/** Chooses a file and says what its columns become. */
export function NewImport({ organization }: { organization: string }) {
  const [file, setFile] = useState<Taken>();
  const back = { href: `/organizations/${organization}/import`, name: 'Import' };
  if (file) {
    return (
      <Sheet title="What the columns become" eyebrow={file.name} back={back} width="middle" lead={`${several(file.rows.length, 'row')}. Nothing is kept yet: next you see what would become of each.`}>
        <Columns key={file.name + file.text.length} organization={organization} file={file} other={() => setFile(undefined)} />
      </Sheet>
    );
  }
  return (
    <Sheet title="Import a file" lead="Bitwarden, 1Password, KeePass, KeePassXC, LastPass, Chrome, Passportal and our own export are known; of any other CSV file you say what its columns are." back={back} width="middle">
      <Card>
        <Choose label="Choose a CSV file" chosen={setFile} />
        <Text size="sm" c="dimmed" mt="md">The file stays in this page and is kept nowhere. It has every password in plain text: delete it once all is here.</Text>
      </Card>
    </Sheet>
  );
}

function Columns({ organization, file, other }: { organization: string; file: Taken; other: () => void }) {
  const [, go] = useLocation();
  const [all, setAll] = useState(() => guess(file.header));
  const repeat = useRepeatKey();
  const begin = useImportAct(organization, (body: Schemas['ImportCreate']) =>
    answer(api.POST('/api/organizations/{organization}/imports', { params: { path: { organization }, header: repeat(body) }, body })), (made) => {
    handOver(made.id, file);
    go(`/organizations/${organization}/import/${made.id}`, { replace: true });
  });
  const wrong = wrongColumns(all);
  const columns = file.header.flatMap((column, i) => (column ? [{ column, is: all[i]! }] : []));
  const send = () => begin.mutate({ name: nameOf(file.name), separator: file.separator, header: file.header, columns });
  const left = columns.filter((c) => c.is === 'ignored').length;
  return (
    <Card>
      <Stack gap="md">
        <ul className={classes.columns} aria-label="Columns">
          {file.header.map((h, i) => h && (
            // A column has no other name than its place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i}>
              <div><b>{h}</b><Text size="sm" c="dimmed" truncate>{sample(file, i, all[i]!)}</Text></div>
              <NativeSelect aria-label={`${h} becomes`} size="md" data={becomes} value={all[i]} onChange={(e) => setAll(all.with(i, e.currentTarget.value as Is))} />
            </li>
          ))}
        </ul>
        {left > 0 && <Text size="sm" c="dimmed">{left === 1 ? '1 column is' : `${left} columns are`} left out.</Text>}
        <Text size="sm">All goes into a folder of its own that only admins see. Folders and clients of the file are found or made in it.</Text>
        {wrong && <Note>{wrong}</Note>}
        <Reasons error={begin.error} header={file.header} />
        <Button onClick={send} loading={begin.isPending} disabled={wrong !== undefined}>See what would become of it</Button>
        <Group justify="center"><Anchor component="button" type="button" size="sm" onClick={other}>Another file</Anchor></Group>
      </Stack>
    </Card>
  );
}

/** What the first row has in a column: nothing of what may be secret. */
function sample(file: Taken, column: number, is: Is) {
  if (!['name', 'username', 'url', 'type', 'tags', 'folder', 'client'].includes(is)) return ' ';
  return file.rows.slice(0, 20).map((row) => cellsOf(file, row)[column]?.trim()).find(Boolean) ?? ' ';
}

const nameOf = (file: string) => file.replace(/\.\w{1,5}$/, '').slice(0, 120) || 'File';

/** A refusal, with the column it is about by its name. */
function Reasons({ error, header }: { error: unknown; header: string[] }) {
  if (!error) return null;
  const { fields, message } = problemOf(error);
  const reasons = Object.entries(fields).map(([name, reason]) => {
    const column = header[Number(name.match(/^header\[(\d+)\]/)?.[1])];
    return column ? `${column}: ${reason}` : reason;
  });
  return <Note>{reasons.length > 0 ? reasons.map((r) => <div key={r}>{r}</div>) : message}</Note>;
}
