import { Button, Checkbox, Stack, TextInput } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Choices } from '../../parts/choices';
import { given, useForm } from '../../parts/form';
import { useMembership } from '../../parts/memberships';
import { Refused } from '../../parts/refused';
import { SecretFields } from '../../parts/secret-fields';
import { Card, Sheet } from '../../parts/sheet';
import { useResourceAct } from './queries';

type Props = { organization: string; one: Schemas['ResourceDetail']; here: string };

/** Adds a login of an app: the organization's, which admins do, or one's own (rule C3: admin access is unticked). */
export function AddLogin({ organization, one, here }: Props) {
  const membership = useMembership(organization);
  const admin = membership?.role === 'admin';
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const form = useForm({ name: one.name, username: '', secret: '', seed: '', notes: '', belongsTo: admin ? 'organization' : 'me', allow: false }, (v) => ({ name: given(v.name, 'A name, like “Ticket desk, front office”.') }));
  const mine = form.values.belongsTo === 'me';
  const add = useResourceAct(organization, (body: Schemas['CredentialCreate']) =>
    answer(api.POST('/api/organizations/{organization}/resources/{resource}/credentials', { params: { path: { organization, resource: one.id }, header: repeat(body) }, body })),
  () => go(here, { replace: true }));
  const send = form.submit((v) => add.mutate({
    name: v.name.trim(), belongsTo: mine ? 'me' : 'organization', ...(v.username && { username: v.username }), ...(v.secret && { secret: v.secret }),
    ...(v.seed.trim() && { seed: v.seed.trim() }), ...(v.notes && { notes: v.notes }), ...(mine && v.allow ? { allowAdminAccess: true } : {}),
  }, { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Sheet title={`A login of ${one.name}`} back={{ href: here, name: one.name }}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate autoComplete="off">
          <Stack gap="md">
            {admin && (
              <Choices
                label="Whose is it?" name="belongsTo" value={form.values.belongsTo} choose={(v) => form.set('belongsTo', v)}
                options={[{ value: 'organization', label: `${membership.name}’s`, hint: 'For those who are put on the app with it.' }, { value: 'me', label: 'Mine', hint: 'You sign in with it, nobody else does.' }]}
              />
            )}
            <TextInput label="Name" maxLength={120} {...form.text('name')} />
            <SecretFields form={form} secretLabel="Password" generated={(made) => form.set('secret', made)} />
            {mine && <Checkbox label="Allow admin access to the password" description="Admins then may see it, use it and change it. Unticked, they see that it exists and nothing secret." {...form.tick('allow')} />}
            <Refused error={add.error} beside={['name', 'username', 'secret', 'seed', 'notes']} />
            <Button type="submit" loading={add.isPending}>Keep it</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
