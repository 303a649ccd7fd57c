import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api } from '../../api/client';
import { Problem } from '../../api/problem';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { FolderField } from '../vault/chosen';
import { useFolders, useVaultAct } from '../vault/queries';
import type { Step } from './step';

/** Puts a credential into another folder. */
export default function Move({ organization, one, here }: Step) {
  const [, go] = useLocation();
  const [folder, setFolder] = useState(one.folder ?? '');
  const folders = useFolders(organization).data ?? [];
  const move = useVaultAct(organization, async () => {
    const { items } = await answer(api.POST('/api/organizations/{organization}/credentials/move', { params: { path: { organization } }, body: { credentials: [one.id], ...(folder && { folder }) } }));
    const [came] = items;
    if (came?.outcome === 'refused' || came?.outcome === 'not-done') throw new Problem({ status: 403, detail: came.reason ?? 'It was not moved. Try again.' });
  }, () => go(here, { replace: true }));
  return (
    <Sheet title={`Move ${one.name}`} back={{ href: here, name: one.name }}>
      <Card>
        <form onSubmit={(e) => { e.preventDefault(); move.mutate(undefined); }}>
          <Stack gap="md">
            <FolderField label="To" folders={folders} value={folder} choose={setFolder} />
            <Text size="sm" c="dimmed">Whoever may see the folder then sees it; others no more. Who saw the password and loses the way to it stays on the list of those who may know it.</Text>
            <Refused error={move.error} />
            <Button type="submit" loading={move.isPending} disabled={folder === (one.folder ?? '')}>Move</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
