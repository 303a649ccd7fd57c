import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Choices } from '../../parts/choices';
import { given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { audienceOf, GroupsField } from '../vault/audience';
import { whole } from '../../parts/things';
import { useSiteAct } from './queries';

/** Makes a site, for a client that is there or for a new one. */
export function NewSite({ organization }: { organization: string }) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const clients = useWithout(organization).data ?? [];
  const form = useForm({ for: 'new', client: '', name: '', who: 'all', groups: '' }, (v) => ({
    client: v.for === 'one' ? given(v.client, 'Which client?') : undefined,
    name: v.for === 'new' ? given(v.name, 'A name, like “Contoso”.') : undefined,
    groups: v.for === 'new' && v.who === 'groups' && !v.groups ? 'Which groups?' : undefined,
  }));
  const make = useSiteAct(organization, (body: Schemas['SiteCreate']) =>
    answer(api.POST('/api/organizations/{organization}/sites', { params: { path: { organization }, header: repeat(body) }, body })),
  (made) => go(`/organizations/${organization}/sites/${made.id}`, { replace: true }));
  const send = form.submit((v) => {
    const { groups } = audienceOf(v);
    make.mutate(v.for === 'one'
      ? { client: v.client, ...(v.name.trim() && { name: v.name.trim() }) }
      : { name: v.name.trim(), ...(groups.length > 0 && { groups }) }, { onError: (e) => form.refuse(problemOf(e)) });
  });
  const { values } = form;
  return (
    <Sheet title="Add a site" lead="An organization of the client's own. It stays closed to them until you enable client sign-in." back={{ href: `/organizations/${organization}/sites`, name: 'Sites' }}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <Choices label="For" name="for" value={values.for} choose={(v) => form.set('for', v)} options={[{ value: 'new', label: 'A new client' }, { value: 'one', label: 'A client that is there' }]} />
            {values.for === 'one' && (
              <NativeSelect
                label="Client" size="md" value={values.client} error={form.text('client').error} onChange={(e) => form.set('client', e.currentTarget.value)}
                data={[{ value: '', label: clients.length > 0 ? 'Choose one' : 'None is without a site' }, ...clients.map((c) => ({ value: c.id, label: c.name }))]}
              />
            )}
            <TextInput label={values.for === 'one' ? 'Name of the site, if it is another' : 'Name'} maxLength={120} {...form.text('name')} />
            {values.for === 'new' && (
              <GroupsField organization={organization} who={values.who} groups={values.groups} error={form.text('groups').error} set={form.set} all="Every member" closes={false} label="Who here works for them" />
            )}
            <Refused error={make.error} beside={['name', 'client', 'groups']} />
            <Button type="submit" loading={make.isPending}>Add the site</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

const query = (after: string) => ({ limit: 100, ...(after && { after }) });

/** The clients that have no site, by name. */
function useWithout(organization: string) {
  return useQuery({
    queryKey: ['organization', organization, 'sites', 'without'],
    queryFn: async () => {
      const [clients, sites] = await Promise.all([
        whole((after) => answer(api.GET('/api/organizations/{organization}/clients', { params: { path: { organization }, query: query(after) } }))),
        whole((after) => answer(api.GET('/api/organizations/{organization}/sites', { params: { path: { organization }, query: query(after) } }))),
      ]);
      const have = new Set(sites.map((s) => s.client));
      return clients.filter((c) => !have.has(c.id)).toSorted((a, b) => a.name.localeCompare(b.name));
    },
  });
}
