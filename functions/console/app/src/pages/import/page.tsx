import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from 'wouter';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { More, Row, Rows } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import state from '../../parts/state.module.css';
import { Absent, Empty, FailedPart, Waiting } from '../../parts/states';
import { NewImport } from './new';
import { One } from './one';
import { useImports } from './queries';
import { Undo } from './undo';

type Props = { organization: string; which?: string; act?: string };

/** Files of credentials that are brought in (rule C13). */
export default function ImportPage({ organization, which, act }: Props) {
  const membership = useMembership(organization);
  if (!membership) return <Absent />;
  const admin = membership.role === 'admin';
  if (which === 'new') return admin && !act ? <NewImport organization={organization} /> : <Absent />;
  if (which && act === 'undo') return admin ? <Undo organization={organization} which={which} /> : <Absent />;
  if (act) return <Absent />;
  if (which) return <One key={which} organization={organization} which={which} admin={admin} />;
  return (
    <Sheet
      title="Import" eyebrow={membership.name} back={{ href: `/organizations/${organization}/settings`, name: 'Settings' }} width="middle"
      lead="Credentials from the CSV file of another password manager. You see what would become of each row before anything is kept, and can undo it."
    >
      <List organization={organization} admin={admin} />
    </Sheet>
  );
}

function List({ organization, admin }: { organization: string; admin: boolean }) {
  const found = useImports(organization);
  const here = `/organizations/${organization}/import`;
  const items = found.data?.pages.flatMap((p) => p.items) ?? [];
  if (!found.data) return found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={3} />;
  return (
    <>
      {items.length === 0 && <Card><Empty icon={<IconFileImport size={30} />} title="Nothing was imported yet" /></Card>}
      {items.length > 0 && (
        <Rows label="Imports">
          {items.map((i) => (
            <Row
              key={i.id} href={`${here}/${i.id}`} mark={<Mark icon={IconFileImport} tone={i.undone ? 'grey' : undefined} />} name={i.name}
              sub={<>By {i.by} on <Moment at={i.at} /></>} state={i.undone ? <span className={`${state.pill} ${state.grey}`}>Undone</span> : undefined}
            />
          ))}
        </Rows>
      )}
      <More of={found} />
      {admin && <Button component={Link} href={`${here}/new`} mt="md" leftSection={<IconFileImport size={18} aria-hidden />}>Import a file</Button>}
    </>
  );
}
