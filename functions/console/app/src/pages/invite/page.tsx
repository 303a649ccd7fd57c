import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { mailAddress, useForm } from '../../parts/form';
import { LookIntoMailbox } from '../../parts/mailbox';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Standing } from '../../parts/standing';
import { roles, type Role } from '../members/queries';

/** Invites somebody to an organization by mail. */
export default function Invite({ organization }: { organization: string }) {
  const repeat = useRepeatKey();
  const form = useForm({ email: '', role: 'user' }, (v) => ({ email: mailAddress(v.email) }));
  const invite = useMutation({
    mutationFn: (body: Schemas['MemberInvite']) =>
      answer(api.POST('/api/organizations/{organization}/invitations', { params: { path: { organization }, header: repeat(body) }, body })),
    onError: (e) => form.refuse(problemOf(e)),
  });
  if (invite.isSuccess) {
    return <LookIntoMailbox title="Invited" address={form.values.email.trim()} sentence="They choose a name and a password, and are in. Until then they are shown as pending." again={() => invite.reset()} againLabel="Invite somebody else" />;
  }
  const send = form.submit((v) => invite.mutate({ email: v.email.trim(), role: v.role as Role }));
  return (
    <Sheet title="Invite somebody" lead="They get a mail with a link." back={{ href: `/organizations/${organization}/members`, name: 'Members' }}>
      <Standing organization={organization} />
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <TextInput label="Their email" type="email" autoComplete="off" maxLength={320} {...form.text('email')} />
            <NativeSelect label="Role" size="md" description={roles.find((r) => r.value === form.values.role)?.may} data={roles} value={form.values.role} onChange={(e) => form.set('role', e.currentTarget.value)} />
            <Refused error={invite.error} beside={['email', 'role']} />
            <Button type="submit" loading={invite.isPending}>Invite</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}
