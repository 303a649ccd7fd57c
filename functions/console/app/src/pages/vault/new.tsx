import { Anchor, Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { Link, useLocation, useSearchParams } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Choices } from '../../parts/choices';
import { given, useForm } from '../../parts/form';
import { useMembership } from '../../parts/memberships';
import { Refused } from '../../parts/refused';
import { SecretFields } from '../../parts/secret-fields';
import { Card, Sheet } from '../../parts/sheet';
import { FolderField } from './chosen';
import { useFolders, useTypes, useVaultAct } from './queries';

const beside = ['name', 'type', 'username', 'secret', 'url', 'tags', 'notes', 'seed', 'folder'];
const alone = 'Nobody else sees it, no admin either.';

/** Keeps a credential: the organization's, which admins do, or one's own. */
export default function New({ organization }: { organization: string }) {
  const membership = useMembership(organization);
  const company = membership?.role === 'admin';
  const [params] = useSearchParams();
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const types = useTypes(organization).data?.types ?? [];
  const folders = useFolders(organization).data ?? [];
  const form = useForm({
    name: '', type: '', username: '', secret: '', url: '', tags: '', notes: '', seed: '', folder: params.get('folder') ?? '',
    belongsTo: company && params.get('for') !== 'me' ? 'organization' : 'me',
  }, (v) => ({ name: given(v.name, 'A name, like “Office router”.') }));
  const theirs = form.values.belongsTo === 'organization';
  const vault = `/organizations/${organization}/vault`;
  const create = useVaultAct(organization, (body: Schemas['VaultCreate']) =>
    answer(api.POST('/api/organizations/{organization}/credentials', { params: { path: { organization }, header: repeat(body) }, body })),
  (made) => go(`/organizations/${organization}/credentials/${made.id}`, { replace: true }));
  const send = form.submit((v) => create.mutate({
    name: v.name.trim(), belongsTo: v.belongsTo === 'organization' ? 'organization' : 'me', ...optional(v), ...(theirs && v.folder && { folder: v.folder }),
  }, { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Sheet title="New credential" lead={company ? undefined : alone} back={{ href: vault, name: 'Vault' }}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate autoComplete="off">
          <Stack gap="md">
            {company && (
              <Choices
                label="Whose is it?" name="belongsTo" value={form.values.belongsTo} choose={(v) => form.set('belongsTo', v)}
                options={[{ value: 'organization', label: `${membership.name}’s`, hint: 'Whoever may see its folder may use it.' }, { value: 'me', label: 'Mine', hint: alone }]}
              />
            )}
            <TextInput label="Name" maxLength={120} {...form.text('name')} />
            <SecretFields form={form} secretLabel="Password" usernameLabel="Username" generated={(made) => form.set('secret', made)} />
            <TextInput label="Address" description="Where it is filled in, like https://router.example." type="url" inputMode="url" maxLength={2000} {...form.text('url')} />
            {types.length > 0 && <NativeSelect size="md" label="Type" value={form.values.type} onChange={(e) => form.set('type', e.currentTarget.value)} data={[{ value: '', label: 'None' }, ...types]} />}
            {theirs && <FolderField label="Folder" folders={folders} value={form.values.folder} choose={(f) => form.set('folder', f)} />}
            <TextInput label="Tags" description="Separate several with commas." maxLength={400} {...form.text('tags')} />
            <Refused error={create.error} beside={beside} />
            <Button type="submit" loading={create.isPending}>Keep it</Button>
            <Anchor component={Link} href={vault} size="sm" ta="center">Back</Anchor>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

type Text = { type: string; username: string; secret: string; url: string; tags: string; notes: string; seed: string };

/** What was filled in, of what need not be. */
function optional({ type, username, secret, url, tags, notes, seed }: Text) {
  const all = tags.split(',').map((t) => t.trim()).filter(Boolean);
  return {
    ...(type && { type }), ...(username && { username }), ...(secret && { secret }), ...(url.trim() && { url: url.trim() }), ...(all.length > 0 && { tags: all }),
    ...(notes && { notes }), ...(seed.trim() && { seed: seed.trim() }),
  };
}
