import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { Choices } from '../../parts/choices';
import { given, useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { More } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { useGroups } from '../groups/queries';
import { useMembers } from '../members/queries';
import { useResourceAct } from './queries';

type Props = { organization: string; one: Schemas['ResourceDetail']; here: string };

const own = 'own';
const modes = [
  { value: 'use', label: 'Sign in only', hint: 'The browser extension fills it in; the password is not shown. A determined person can read it all the same.' },
  { value: 'read', label: 'See and use', hint: 'The password, its notes and sign-in codes.' },
];

/** Puts a group or a member on an app: with which login, and how (rule G3). */
export function PutOn({ organization, one, here }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const logins = one.credentials.filter((c) => !c.owner);
  const form = useForm({ kind: 'group', group: '', member: '', credential: logins[0]?.id ?? own, mode: 'use' }, (v) => ({
    group: v.kind === 'group' ? given(v.group, 'Which group?') : undefined,
    member: v.kind === 'member' ? given(v.member, 'Who?') : undefined,
  }));
  const v = form.values;
  const put = useResourceAct(organization, (body: Schemas['ResourceAssign']) =>
    answer(api.POST('/api/organizations/{organization}/resources/{resource}/assignments', { params: { path: { organization, resource: one.id }, header: repeat(body) }, body })),
  () => go(here, { replace: true }));
  const send = form.submit(() => put.mutate({
    ...(v.kind === 'group' ? { group: v.group } : { member: v.member }),
    ...(v.credential !== own && { credential: v.credential }), mode: v.credential === own ? 'use' : (v.mode as 'use' | 'read'),
  }, { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Sheet title={`Put somebody on ${one.name}`} lead="They find it among their apps from then on." back={{ href: here, name: one.name }}>
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <Who organization={organization} form={form} />
            <NativeSelect
              label="With which login" size="md" value={v.credential} error={form.text('credential').error} onChange={(e) => form.set('credential', e.currentTarget.value)}
              data={[...logins.map((c) => ({ value: c.id, label: c.username ? `${c.name} (${c.username})` : c.name })), ...(one.kind === 'own' ? [{ value: own, label: 'A login of their own' }] : [])]}
            />
            {v.credential !== own && <Choices label="What they may do" name="mode" value={v.mode} choose={(m) => form.set('mode', m)} options={modes} />}
            <Refused error={put.error} beside={['group', 'member', 'credential']} />
            <Button type="submit" loading={put.isPending}>Put on</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

type Form = Pick<ReturnType<typeof useForm<{ kind: string; group: string; member: string; credential: string; mode: string }>>, 'values' | 'set' | 'text'>;

function Who({ organization, form }: { organization: string; form: Form }) {
  const me = useMe().person.id;
  const groups = useGroups(organization);
  const members = useMembers(organization);
  const all = groups.data?.pages.flatMap((p) => p.items) ?? [];
  const people = (members.data?.pages.flatMap((p) => p.items) ?? []).filter((m) => m.person);
  const { kind, group, member } = form.values;
  const oneself = kind === 'group' ? all.some((g) => g.id === group && g.members.includes(me)) : member === me;
  return (
    <>
      <Choices label="Who" name="kind" value={kind} choose={(k) => form.set('kind', k)} options={[{ value: 'group', label: 'A group' }, { value: 'member', label: 'One member' }]} />
      {kind === 'group' ? (
        <>
          <NativeSelect
            label="Group" size="md" value={group} error={form.text('group').error} onChange={(e) => form.set('group', e.currentTarget.value)}
            data={[{ value: '', label: all.length > 0 ? 'Choose one' : 'There are no groups yet' }, ...all.map((g) => ({ value: g.id, label: `${g.name} (${g.members.length})` }))]}
          />
          <More of={groups} />
        </>
      ) : (
        <>
          <NativeSelect
            label="Member" size="md" value={member} error={form.text('member').error} onChange={(e) => form.set('member', e.currentTarget.value)}
            data={[{ value: '', label: 'Choose one' }, ...people.map((m) => ({ value: m.person!, label: m.name ?? m.email }))]}
          />
          <More of={members} />
        </>
      )}
      {oneself && <Text size="sm" c="dimmed">You give it to yourself: that is on record as such, and the other admins are told.</Text>}
    </>
  );
}
