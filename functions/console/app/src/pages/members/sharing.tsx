import { Checkbox, Text } from '@mantine/core';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import { useMemberAct } from './queries';

/** Whether a member may share with other organizations (rule H1). Admins may anyway. */
export function Sharing({ organization, one }: { organization: string; one: Schemas['MemberDetail'] }) {
  const repeat = useRepeatKey();
  const path = { organization, person: one.person! };
  const change = useMemberAct(organization, (mayShare: boolean) =>
    answer(api.POST('/api/organizations/{organization}/members/{person}/share', { params: { path, header: repeat([path, mayShare, one.mayShare]) }, body: { mayShare } })));
  const may = change.isPending ? change.variables : one.mayShare === true;
  return (
    <Card label="Sharing">
      <Checkbox
        label="May share with other organizations" description="With the provider, or its sites: only what they may reveal themselves." checked={may} disabled={change.isPending}
        onChange={(e) => change.mutate(e.currentTarget.checked)}
      />
      <Text component="output" size="sm" mt={change.isSuccess ? 'sm' : 0} display="block">{change.isSuccess && 'Saved.'}</Text>
      <Refused error={change.error} />
    </Card>
  );
}
