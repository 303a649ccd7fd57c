import { Anchor, Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useTypes, useVaultAct } from '../vault/queries';
import { Meanwhile } from './meanwhile';
import type { Step } from './step';

/** Changes what lists show of a credential. */
export default function Amend({ organization, one, here, again }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const [seen, setSeen] = useState(one.revision);
  const types = useTypes(organization).data?.types ?? [];
  const was = { name: one.name, type: one.type ?? '', username: one.username ?? '', url: one.url ?? '', tags: (one.tags ?? []).join(', ') };
  const [before] = useState(was);
  const form = useForm(was, (v) => ({ name: given(v.name, 'A name, please.') }));
  const amend = useVaultAct(organization, (body: Schemas['CredentialAmend']) =>
    answer(api.POST('/api/organizations/{organization}/credentials/{credential}', { params: { path: { organization, credential: one.id }, header: repeat(body) }, body })),
  () => go(here, { replace: true }));
  const send = form.submit((v) => amend.mutate({
    revision: seen,
    ...(v.name.trim() !== before.name && { name: v.name.trim() }), ...(v.type !== before.type && { type: v.type }), ...(v.username !== before.username && { username: v.username }),
    ...(v.url.trim() !== before.url && { url: v.url.trim() }), ...(v.tags !== before.tags && { tags: v.tags.split(',').map((t) => t.trim()).filter(Boolean) }),
  }, {
    onError: (e) => {
      form.refuse(problemOf(e));
      if (problemOf(e).status === 409) again();
    },
  }));
  const changed = JSON.stringify(form.values) !== JSON.stringify(before);
  return (
    <Sheet title={`Edit ${one.name}`} back={{ href: here, name: one.name }}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate autoComplete="off">
          <Stack gap="md">
            <TextInput label="Name" maxLength={120} {...form.text('name')} />
            <TextInput label="Username" autoCapitalize="none" spellCheck={false} maxLength={320} {...form.text('username')} />
            <TextInput label="Address" type="url" inputMode="url" maxLength={2000} {...form.text('url')} />
            {types.length > 0 && <NativeSelect size="md" label="Type" value={form.values.type} error={form.text('type').error} onChange={(e) => form.set('type', e.currentTarget.value)} data={[{ value: '', label: 'None' }, ...new Set([...types, ...(before.type ? [before.type] : [])])]} />}
            <TextInput label="Tags" description="Separate several with commas." maxLength={400} {...form.text('tags')} />
            <Refused error={amend.error} beside={['name', 'type', 'username', 'url', 'tags']} />
            <Meanwhile newer={one.revision !== seen} here={here} go={() => setSeen(one.revision)} />
            <Button type="submit" loading={amend.isPending} disabled={!changed}>Save</Button>
            <Anchor component={Link} href={here} size="sm" ta="center">Back</Anchor>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
