import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useMembers } from '../members/queries';
import { useVaultAct } from '../vault/queries';
import type { Step } from './step';

/** Gives a managed login to another owner, or makes it the organization's. */
export default function Reassign({ organization, one, here }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const [to, setTo] = useState('');
  const members = useMembers(organization).data?.pages.flatMap((p) => p.items) ?? [];
  const give = useVaultAct(organization, (body: { to?: string }) =>
    answer(api.POST('/api/organizations/{organization}/resources/{resource}/credentials/{credential}/reassign', {
      params: { path: { organization, resource: one.resource!, credential: one.id }, header: repeat(body) }, body,
    })), () => go(here, { replace: true }));
  return (
    <Sheet title={`Give ${one.name} to another owner`} back={{ href: here, name: one.name }}>
      <Card>
        <form onSubmit={(e) => { e.preventDefault(); give.mutate(to ? { to } : {}); }}>
          <Stack gap="md">
            <NativeSelect
              size="md" label="To" value={to} onChange={(e) => setTo(e.currentTarget.value)}
              data={[{ value: '', label: 'The organization, as a company credential' }, ...members.filter((m) => m.person && m.person !== one.owner && m.state === 'active').map((m) => ({ value: m.person!, label: m.name ?? m.email }))]}
            />
            <Text size="sm" c="dimmed">Its owner of now is told, and may still know the password.</Text>
            <Refused error={give.error} />
            <Button type="submit" loading={give.isPending}>Give it</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
