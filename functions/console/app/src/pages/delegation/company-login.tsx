import { NativeSelect, Text } from '@mantine/core';
import { problemOf } from '../../api/problem';
import type { useForm } from '../../parts/form';
import { More } from '../../parts/rows';
import { FailedPart, Waiting } from '../../parts/states';
import { useResource, useResources } from '../resource/queries';

type Fields = { resource: string; credential: string };
type Form = Pick<ReturnType<typeof useForm<Fields>>, 'text'> & { set: (name: 'resource' | 'credential', value: string) => void };
type Props = Fields & { organization: string; form: Form };

/** Chooses a company credential: the app, then one of its logins that the organization owns. */
export function CompanyLogin({ organization, resource, credential, form }: Props) {
  const resources = useResources(organization);
  if (!resources.data) {
    return resources.error ? <FailedPart problem={problemOf(resources.error)} again={() => void resources.refetch()} /> : <Waiting rows={1} />;
  }
  const own = resources.data.pages.flatMap((p) => p.items).filter((r) => r.kind === 'own');
  return (
    <>
      {own.length === 0 && <Text size="sm">It has no apps of its own, and what others lend it cannot be lent on.</Text>}
      <NativeSelect
        label="App" size="md" value={resource} error={form.text('resource').error}
        data={[{ value: '', label: 'Choose…' }, ...own.map((r) => ({ value: r.id, label: r.name }))]}
        onChange={(e) => {
          form.set('resource', e.currentTarget.value);
          form.set('credential', '');
        }}
      />
      <More of={resources} />
      {resource && <Login organization={organization} resource={resource} credential={credential} form={form} />}
    </>
  );
}

function Login({ organization, resource, credential, form }: Props) {
  const found = useResource(organization, resource);
  if (!found.data) return found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={1} />;
  const company = found.data.credentials.filter((c) => !c.owner && !c.from);
  return (
    <NativeSelect
      label="Login" size="md" value={credential} error={form.text('credential').error}
      description={company.length === 0 ? 'This app has no company login.' : 'One that you may view yourself.'}
      data={[{ value: '', label: 'Choose…' }, ...company.map((c) => ({ value: c.id, label: c.username ? `${c.name} (${c.username})` : c.name }))]}
      onChange={(e) => form.set('credential', e.currentTarget.value)}
    />
  );
}
