import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { Refused } from '../../parts/refused';
import { More } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { useResources } from '../resource/queries';
import { useVaultAct } from '../vault/queries';
import type { Step } from './step';

/** Makes what another organization shares a login of an app here, or lets it follow its folder again (rules G3, G5). */
export default function ForApp({ organization, one, here }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const [to, setTo] = useState(one.resource ?? '');
  const found = useResources(organization);
  const apps = (found.data?.pages.flatMap((p) => p.items) ?? []).filter((r) => r.kind === 'own').toSorted((a, b) => a.name.localeCompare(b.name));
  const set = useVaultAct(organization, (body: { resource?: string }) =>
    answer(api.POST('/api/organizations/{organization}/credentials/{credential}/received/login', { params: { path: { organization, credential: one.id }, header: repeat([body, one.resource]) }, body })),
  () => go(here, { replace: true }));
  return (
    <Sheet title={`For which app is ${one.name}?`} back={{ href: here, name: one.name }}>
      <Card>
        <form onSubmit={(e) => { e.preventDefault(); set.mutate(to ? { resource: to } : {}); }}>
          <Stack gap="md">
            <NativeSelect
              size="md" label="App" value={to} onChange={(e) => setTo(e.currentTarget.value)}
              data={[{ value: '', label: 'None: it follows its folder' }, ...(one.resource && apps.every((r) => r.id !== one.resource) ? [{ value: one.resource, label: 'The app of now' }] : []), ...apps.map((r) => ({ value: r.id, label: r.name }))]}
            />
            <More of={found} />
            <Text size="sm" c="dimmed">{to ? 'It then opens only for those who are put on the app with it, while the app is open for them; its folder may narrow that.' : 'Whoever may see its folder, and is meant by who shares it, may use it.'}</Text>
            <Refused error={set.error} />
            <Button type="submit" loading={set.isPending} disabled={to === (one.resource ?? '')}>Save</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
