import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { Link, useLocation, useSearchParams } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { audienceOf, GroupsField } from './audience';
import { FolderField } from './chosen';
import { useFolders, useVaultAct } from './queries';

/** Makes a folder, or adds a client, who gets one at the top. */
export default function NewPlace({ organization, client }: { organization: string; client: boolean }) {
  const [params] = useSearchParams();
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const folders = useFolders(organization).data ?? [];
  const form = useForm({ name: '', parent: params.get('parent') ?? '', who: 'all', groups: '' }, (v) => ({
    name: given(v.name, client ? 'A name, like “Contoso”.' : 'A name, like “Routers”.'),
    groups: v.who === 'groups' && !v.groups ? 'Which groups?' : undefined,
  }));
  const vault = `/organizations/${organization}/vault`;
  const asked = (body: unknown) => ({ path: { organization }, header: repeat(body) });
  const make = useVaultAct(organization, async (v: typeof form.values) => {
    const { groups, closed } = audienceOf(v);
    if (client) {
      const body = { name: v.name.trim(), ...(groups.length > 0 && { groups }) };
      const made = await answer(api.POST('/api/organizations/{organization}/clients', { params: asked(body), body }));
      return `${vault}?client=${made.id}`;
    }
    const body = { name: v.name.trim(), ...(v.parent && { parent: v.parent }), ...(groups.length > 0 && { groups }), ...(closed && { closed }) };
    const made = await answer(api.POST('/api/organizations/{organization}/folders', { params: asked(body), body }));
    return `${vault}?folder=${made.id}`;
  }, (to) => go(to, { replace: true }));
  const send = form.submit((v) => make.mutate(v, { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Sheet title={client ? 'New client' : 'New folder'} lead={client ? 'A customer, with a folder of their own for what is kept for them.' : undefined} back={{ href: vault, name: 'Vault' }}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <TextInput label="Name" maxLength={120} {...form.text('name')} />
            {!client && <FolderField label="In" folders={folders} value={form.values.parent} choose={(f) => form.set('parent', f)} top="At the top" />}
            <GroupsField
              organization={organization} who={form.values.who} groups={form.values.groups} error={form.text('groups').error} set={form.set}
              all={client || !form.values.parent ? 'Every member' : 'Whom the folder above is for'} closes={!client}
            />
            <Refused error={make.error} beside={['name', 'groups']} />
            <Button type="submit" loading={make.isPending}>{client ? 'Add the client' : 'Make the folder'}</Button>
            <Anchor component={Link} href={vault} size="sm" ta="center">Back</Anchor>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
