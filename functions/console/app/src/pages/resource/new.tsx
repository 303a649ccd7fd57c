import { Button, Stack, TextInput } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, useForm } from '../../parts/form';
import { withScheme } from '../../parts/place';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Catalogue } from '../ask/catalogue';
import { useResourceAct } from './queries';

/** Adds an app, host or service of the organization's own. */
export default function NewResource({ organization }: { organization: string }) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const form = useForm({ name: '', address: '' }, (v) => ({
    name: given(v.name, 'A name, like “Ticket desk”.'),
    address: given(v.address, 'Where one signs in, like https://desk.example/login.'),
  }));
  const make = useResourceAct(organization, (body: Schemas['ResourceCreate']) =>
    answer(api.POST('/api/organizations/{organization}/resources', { params: { path: { organization }, header: repeat(body) }, body })),
  (made) => go(`/organizations/${organization}/resources/${made.id}`, { replace: true }));
  const send = form.submit((v) => make.mutate({ name: v.name.trim(), address: withScheme(v.address.trim()) }, { onError: (e) => form.refuse(problemOf(e)) }));
  const take = (app: Schemas['App']) => {
    form.set('name', app.name);
    form.set('address', app.address);
  };
  return (
    <Sheet title="Add an app" lead="One whose logins are your own. You then add its logins and put people on it." back={{ href: `/organizations/${organization}`, name: 'Apps' }}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <TextInput label="Name" description="An app, a server, anything that one signs in to." maxLength={120} {...form.text('name')} />
            <Catalogue typed={form.values.name} take={take} />
            <TextInput label="Address" description="Where one signs in. A login is filled in nowhere else." inputMode="url" autoCapitalize="none" maxLength={2000} {...form.text('address')} />
            <Refused error={make.error} beside={['name', 'address']} />
            <Button type="submit" loading={make.isPending}>Add the app</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
