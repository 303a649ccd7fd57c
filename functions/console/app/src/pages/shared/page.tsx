import { useAnswering } from '../../parts/memberships';
import { Card, Sheet } from '../../parts/sheet';
import { Lent, None } from './lent';

/** Manage shared access: what the owner lends now, and what ended. What their organizations lend comes after. */
export default function Shared() {
  const [first, ...others] = useAnswering();
  return (
    <Sheet title="Shared access" lead="What you lend, to whom. Open one to see each use, change its login or revoke it." back={{ href: '/', name: 'Start' }} width="middle">
      {!first && <Card><None /></Card>}
      {first && <Lent organization={first.organization} of={first.kind === 'personal' ? '' : first.name} />}
      {others.map((m) => <Lent key={m.organization} organization={m.organization} of={m.name} besides />)}
    </Sheet>
  );
}
