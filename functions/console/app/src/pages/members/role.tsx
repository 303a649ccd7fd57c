import { Button, NativeSelect, Stack } from '@mantine/core';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import { roles, useMemberAct, type Role } from './queries';

/** Gives a member another role. */
export function RoleOf({ organization, one }: { organization: string; one: Schemas['MemberDetail'] }) {
  const repeat = useRepeatKey();
  const form = useForm({ role: one.role as string });
  const change = useMemberAct(organization, (role: Role) =>
    answer(api.POST('/api/organizations/{organization}/members/{person}/role', {
      params: { path: { organization, person: one.person! }, header: repeat([one.person, one.role, role]) }, body: { role },
    })),
  );
  const { role } = form.values;
  return (
    <Card>
      <form onSubmit={form.submit((v) => change.mutate(v.role as Role))}>
        <Stack gap="md">
          <NativeSelect
            label="Role" size="md" data={roles} value={role} disabled={one.lastAdmin}
            description={roles.find((r) => r.value === role)?.may}
            onChange={(e) => form.set('role', e.currentTarget.value)}
          />
          <Refused error={change.error} />
          {role !== one.role && <Button type="submit" loading={change.isPending}>Make them {role === 'admin' || role === 'auditor' ? 'an' : 'a'} {role}</Button>}
        </Stack>
      </form>
    </Card>
  );
}
