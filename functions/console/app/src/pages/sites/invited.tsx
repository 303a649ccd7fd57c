import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { mailAddress, useForm } from '../../parts/form';
import { Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Rows, Section } from '../../parts/rows';
import rows from '../../parts/rows.module.css';
import { Card } from '../../parts/sheet';
import { MemberState } from '../../parts/state';
import { roles, type Role } from '../members/queries';
import { useSiteAct } from './queries';

type Props = { organization: string; site: Schemas['SiteDetail']; admin: boolean };

/** Whom the provider invited to a site, and the way to invite more. Who is a member there is the site's to know. */
export function Invited({ organization, site, admin }: Props) {
  return (
    <Section title="Whom you invited">
      <Stack gap="md">
        {site.invited.length === 0 && <Text size="sm" c="dimmed">{site.active ? 'Nobody waits. Who is a member there is for them to know.' : 'Nobody yet.'}</Text>}
        {site.invited.length > 0 && <Rows label="Invited">{site.invited.map((m) => <One key={m.invitation} organization={organization} site={site.id} one={m} admin={admin} />)}</Rows>}
        {admin && site.open && !site.held && <Invite organization={organization} site={site} />}
      </Stack>
    </Section>
  );
}

function One({ organization, site, one, admin }: { organization: string; site: string; one: Schemas['Member']; admin: boolean }) {
  const [asks, ask] = useState(false);
  const path = { organization, site, invitation: one.invitation! };
  const cancel = useSiteAct(organization, () => answer(api.DELETE('/api/organizations/{organization}/sites/{site}/invitations/{invitation}', { params: { path } })));
  return (
    <li className={rows.row}>
      <Mark icon={IconMail} tone="grey" />
      <div>
        <div className={rows.name}>{one.email}</div>
        <div className={rows.sub}>
          {roles.find((r) => r.value === one.role)?.label} · invited <Moment at={one.since} as="day" />
          {one.bounced && <> · <b>the mail came back</b>, look at the address</>}
        </div>
        <Group gap="xs" mt={6}>
          <MemberState state={one.state} />
          {admin && !asks && <Button size="sm" variant="default" onClick={() => ask(true)} aria-label={`Take back… the invitation of ${one.email}`}>Take back…</Button>}
        </Group>
        {asks && (
          <Group gap="xs" mt={8}>
            <Text size="sm">The link in the mail stops working. Take it back?</Text>
            <Button size="sm" color="red.8" loading={cancel.isPending} onClick={() => cancel.mutate()}>Take back</Button>
            <Button size="sm" variant="default" onClick={() => ask(false)}>Keep</Button>
          </Group>
        )}
        <Refused error={cancel.error} />
      </div>
    </li>
  );
}

function Invite({ organization, site }: Omit<Props, 'admin'>) {
  const repeat = useRepeatKey();
  const form = useForm({ email: '', role: 'admin' }, (v) => ({ email: mailAddress(v.email) }));
  const path = { organization, site: site.id };
  const invite = useSiteAct(organization, (body: { email: string; role: Role }) =>
    answer(api.POST('/api/organizations/{organization}/sites/{site}/invitations', { params: { path, header: repeat([body, site.invited.length]) }, body })),
  () => form.set('email', ''));
  // The first is an admin, who activates the site (rule S2).
  const may = site.active ? roles : roles.filter((r) => r.value === 'admin');
  const send = form.submit((v) => invite.mutate({ email: v.email.trim(), role: v.role as Role }, { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Card label="Invite somebody">
      <form ref={form.attach} onSubmit={send} noValidate>
        <Stack gap="md">
          <TextInput label="Their email" type="email" autoComplete="off" maxLength={320} {...form.text('email')} />
          <NativeSelect
            label="Role there" size="md" data={may} value={form.values.role} onChange={(e) => form.set('role', e.currentTarget.value)}
            description={site.active ? `Every admin of ${site.name} is told.` : 'The first is an admin: they activate the site and choose its organization key.'}
          />
          <Refused error={invite.error} beside={['email', 'role']} />
          <Button type="submit" variant={site.active ? 'default' : undefined} loading={invite.isPending}>Invite to {site.name}</Button>
          <Text component="output" size="sm">{invite.isSuccess && `Invited: ${invite.variables.email} gets a mail with a link.`}</Text>
        </Stack>
      </form>
    </Card>
  );
}
