import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { Choices } from '../../parts/choices';
import { useMembership } from '../../parts/memberships';
import { Note } from '../../parts/note';
import { Refused } from '../../parts/refused';
import { handFile } from '../../parts/save';
import { Card, Sheet } from '../../parts/sheet';
import { FolderField } from './chosen';
import { useFolders } from './queries';
import classes from './vault.module.css';

type Refusal = Schemas['NotExported'];

/** Takes credentials along as a file: what the caller may reveal, each on record. The file is made here and kept nowhere else. */
export default function ExportPage({ organization }: { organization: string }) {
  const membership = useMembership(organization);
  const folders = useFolders(organization).data ?? [];
  const [what, setWhat] = useState('all');
  const [folder, setFolder] = useState('');
  const [got, setGot] = useState(0);
  const save = useMutation({
    mutationFn: async () => {
      const pieces: string[] = [];
      const refused: Refusal[] = [];
      let count = 0;
      setGot(0);
      for (let after: string | undefined = ''; after !== undefined;) {
        const page: Schemas['Exported'] = await answer(api.POST('/api/organizations/{organization}/vault/export', {
          params: { path: { organization } }, body: { ...scope(what, folder, folders), format: 'csv', ...(after && { after }) },
        }));
        const piece = page.csv ?? '';
        // The first has the names of the columns above its rows.
        count += rowsOf(piece) - (pieces.length === 0 ? 1 : 0);
        pieces.push(piece);
        refused.push(...page.refused);
        setGot(count);
        after = page.next;
      }
      if (count > 0) handFile(pieces, 'text/csv;charset=utf-8', 'valetkey-vault.csv');
      return { count, refused };
    },
  });
  return (
    <Sheet title="Export" lead="A CSV file with passwords in plain text, for another password manager or a safe." back={{ href: `/organizations/${organization}/vault`, name: 'Vault' }}>
      <Stack gap="md">
        <Note>Whoever has the file has every password in it. You count as somebody who knows them, and the other admins see the export in the record. Set-up keys for sign-in codes are not in it.</Note>
        <Card>
          <Stack gap="md">
            <Choices
              label="What" name="what" value={what} choose={setWhat}
              options={[{ value: 'all', label: `All of ${membership?.name ?? 'it'}`, hint: 'As far as you may reveal it now.' }, { value: 'folder', label: 'A folder or client' }, { value: 'mine', label: 'My own' }]}
            />
            {what === 'folder' && <FolderField label="Folder" folders={folders} value={folder} choose={setFolder} top="Choose one" />}
            <Refused error={save.error} />
            <Button leftSection={<IconDownload size={18} aria-hidden />} loading={save.isPending} disabled={what === 'folder' && !folder} onClick={() => save.mutate()}>Export</Button>
            <Text component="output" size="sm">
              {save.isPending && `${got} so far…`}
              {save.data && (save.data.count > 0 ? `${save.data.count} saved as valetkey-vault.csv.` : 'There was nothing to save.')}
            </Text>
          </Stack>
        </Card>
        {save.data && save.data.refused.length > 0 && (
          <Card>
            <Text fw={600} size="sm">Not in the file ({save.data.refused.length})</Text>
            {/* Long lists scroll, so they take the focus. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <ul className={classes.outcomes} tabIndex={0} aria-label="Not in the file">{save.data.refused.map((r) => <li key={r.id}><b>{r.name}</b> <span>{r.reason}</span></li>)}</ul>
          </Card>
        )}
      </Stack>
    </Sheet>
  );
}

/** How many rows a piece has: a line may end inside of quotes, which ends no row. */
function rowsOf(csv: string) {
  return csv.replaceAll(/"[^"]*"/g, '').split('\n').length - 1;
}

function scope(what: string, folder: string, folders: Schemas['Folder'][]) {
  if (what === 'mine') return { mine: true };
  if (what === 'all') return { all: true };
  const client = folders.find((f) => f.id === folder)?.client;
  return client ? { client } : { folder };
}
