import { IconUserMinus } from '@tabler/icons-react';
import { problemOf } from '../../api/problem';
import { Initials } from '../../parts/mark';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { More, Row, Rows } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { MemberState } from '../../parts/state';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { useMembers } from './queries';

/** Who was a member once. Their names stay, and so does the list of what they may know. */
export default function Removed({ organization }: { organization: string }) {
  const members = useMembers(organization, 'removed');
  const items = members.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <OrganizationSheet organization={organization} at="members" title="Members of once" lead="Open one to see which passwords they received and may still know.">
      {!members.data && (members.error ? <FailedPart problem={problemOf(members.error)} again={() => void members.refetch()} /> : <Waiting rows={3} />)}
      {members.data && items.length === 0 && <Card><Empty icon={<IconUserMinus size={30} />} title="Nobody was removed, and nobody left" /></Card>}
      {items.length > 0 && (
        <Rows label="Members of once">
          {items.map((m) => (
            <Row key={m.person} href={`/organizations/${organization}/members/${m.person}`} mark={<Initials name={m.name ?? m.email} />} name={m.name ?? m.email} sub={m.email} state={<MemberState state={m.state} />} />
          ))}
        </Rows>
      )}
      <More of={members} />
    </OrganizationSheet>
  );
}
