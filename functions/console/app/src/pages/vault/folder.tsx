import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Confirm } from '../../parts/confirm';
import { useForm } from '../../parts/form';
import { NewName } from '../../parts/new-name';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Absent, Failed, Loading } from '../../parts/states';
import { audienceOf, GroupsField } from './audience';
import { FolderField } from './chosen';
import { useFolders, useVaultAct, type Folder } from './queries';

type Props = { organization: string; one: Folder; all: Folder[]; here: string };

/** What an admin does with a folder. */
export default function FolderPage({ organization, folder, act }: { organization: string; folder: string; act?: string }) {
  const folders = useFolders(organization);
  if (!folders.data) return folders.error ? <Failed problem={problemOf(folders.error)} again={() => void folders.refetch()} /> : <Loading />;
  const one = folders.data.find((f) => f.id === folder);
  if (!one) return <Absent />;
  const here = `/organizations/${organization}/vault?${one.client ? `client=${one.client}` : `folder=${one.id}`}`;
  const step = { organization, one, all: folders.data, here };
  if (act === 'rename') return <Rename {...step} />;
  if (act === 'groups') return <Groups {...step} />;
  if (act === 'move' && !one.client) return <Move {...step} />;
  if (act === 'remove' && !one.client) return <Remove {...step} />;
  return <Absent />;
}

function Rename({ organization, one, here }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const rename = useVaultAct(organization, (name: string): Promise<unknown> => {
    const header = repeat([one.id, name]);
    return one.client
      ? answer(api.POST('/api/organizations/{organization}/clients/{client}/name', { params: { path: { organization, client: one.client }, header }, body: { name } }))
      : answer(api.POST('/api/organizations/{organization}/folders/{folder}/name', { params: { path: { organization, folder: one.id }, header }, body: { name } }));
  }, () => go(here, { replace: true }));
  return <NewName title={`Rename ${one.name}`} lead={one.client ? 'The client, and their folder.' : undefined} now={one.name} here={here} of={rename} />;
}

function Groups({ organization, one, here }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const groups = (one.groups ?? []).join(' ');
  const form = useForm({ who: one.closed ? 'admins' : groups ? 'groups' : 'all', groups }, (v) => ({ groups: v.who === 'groups' && !v.groups ? 'Which groups?' : undefined }));
  const set = useVaultAct(organization, (body: ReturnType<typeof audienceOf>) =>
    answer(api.POST('/api/organizations/{organization}/folders/{folder}/groups', { params: { path: { organization, folder: one.id }, header: repeat(body) }, body })),
  () => go(here, { replace: true }));
  return (
    <Sheet title={`Who sees ${one.name}`} lead="Its own groups only narrow what the folder above allows. Admins see every folder." back={{ href: here, name: one.name }}>
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => set.mutate(audienceOf(v), { onError: (e) => form.refuse(problemOf(e)) }))} noValidate>
          <Stack gap="md">
            <GroupsField organization={organization} {...form.values} error={form.text('groups').error} set={form.set} all={one.parent ? 'Whom the folder above is for' : 'Every member'} closes />
            <Text size="sm" c="dimmed">Who saw a password and loses the way to it is then on the list of those who may still know it.</Text>
            <Refused error={set.error} beside={['groups']} />
            <Button type="submit" loading={set.isPending}>Save</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

function Move({ organization, one, all, here }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const form = useForm({ parent: one.parent ?? '' });
  const move = useVaultAct(organization, (body: { parent?: string }) =>
    answer(api.POST('/api/organizations/{organization}/folders/{folder}/parent', { params: { path: { organization, folder: one.id }, header: repeat(body) }, body })),
  () => go(here, { replace: true }));
  return (
    <Sheet title={`Move ${one.name}`} lead="With all that is in it." back={{ href: here, name: one.name }}>
      <Card>
        <form onSubmit={form.submit(({ parent }) => move.mutate(parent ? { parent } : {}))}>
          <Stack gap="md">
            <FolderField label="To" folders={all} without={one.id} value={form.values.parent} choose={(f) => form.set('parent', f)} top="The top" />
            <Refused error={move.error} />
            <Button type="submit" loading={move.isPending} disabled={form.values.parent === (one.parent ?? '')}>Move</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

function Remove({ organization, one, all, here }: Props) {
  const [, go] = useLocation();
  const inside = useQuery({
    queryKey: ['organization', organization, 'vault', 'inside', one.id],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/credentials', { params: { path: { organization }, query: { folder: one.id, limit: 100 } } })),
  });
  const remove = useVaultAct(organization, () => answer(api.DELETE('/api/organizations/{organization}/folders/{folder}', { params: { path: { organization, folder: one.id } } })),
    () => go(one.parent ? `/organizations/${organization}/vault?folder=${one.parent}` : `/organizations/${organization}/vault`, { replace: true }));
  const folders = all.filter((f) => f.parent === one.id).length;
  if (!inside.data) return inside.error ? <Failed problem={problemOf(inside.error)} again={() => void inside.refetch()} /> : <Loading />;
  const kept = inside.data.items.length;
  if (folders + kept > 0) {
    return (
      <Sheet title={`${one.name} is not empty`} lead={`There ${folders + kept === 1 ? 'is' : 'are'} ${counted(kept, inside.data.next !== undefined, 'credential')} and ${counted(folders, false, 'folder')} in it. Move them first: nothing is removed with a folder.`}>
        <Button component={Link} href={here} variant="default">Back to {one.name}</Button>
      </Sheet>
    );
  }
  return (
    <Sheet title={`Remove the folder ${one.name}?`}>
      <Confirm act={`Remove ${one.name}`} does={() => remove.mutate(undefined)} of={remove} keep={{ href: here, name: 'Keep it' }}>
        <Text>It is empty: nothing else ends with it.</Text>
      </Confirm>
    </Sheet>
  );
}

function counted(n: number, more: boolean, noun: string) {
  return `${n}${more ? '+' : ''} ${noun}${n === 1 ? '' : 's'}`;
}
