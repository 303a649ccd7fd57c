import { IconUsers } from '@tabler/icons-react';
import { useMe } from '../../api/session';
import { Card, Sheet } from '../../parts/sheet';
import { Empty } from '../../parts/states';
import { Organization } from './organization';
import { Personal } from './personal';

/** What one is a member of, and what is there. */
export default function Home() {
  const me = useMe();
  const own = me.memberships.filter((m) => m.kind === 'personal');
  const others = me.memberships.filter((m) => m.kind !== 'personal');
  return (
    <Sheet title={`Hello, ${me.person.name.split(' ')[0]}`} width="wide">
      {others.map((m) => <Organization key={m.organization} membership={m} />)}
      {own.map((m) => <Personal key={m.organization} membership={m} />)}
      {me.memberships.length === 0 && (
        <Card>
          <Empty icon={<IconUsers size={30} />} title="You are not a member anywhere">
            When somebody invites you, or asks for the use of an account of yours, it appears here.
          </Empty>
        </Card>
      )}
    </Sheet>
  );
}
