import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMembership } from '../../parts/memberships';
import { Card, Sheet } from '../../parts/sheet';
import { Absent, FailedPart, Waiting } from '../../parts/states';
import { several } from '../members/words';
import { useTypes } from '../vault/queries';
import { Edit } from './edit';
import classes from './types.module.css';

/** The kinds of credentials that an organization tells apart, and how old secrets of each may be (rule C8). */
export default function Types({ organization }: { organization: string }) {
  const membership = useMembership(organization);
  const found = useTypes(organization);
  if (!membership) return <Absent />;
  return (
    <Sheet
      title="Credential types" eyebrow={membership.name} back={{ href: `/organizations/${organization}/settings`, name: 'Settings' }} width="middle"
      lead="What a credential can be, in the order in which it is offered, and when a secret that was not changed is due for it."
    >
      {!found.data && (found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={3} />)}
      {found.data && (
        <Card>
          {found.data.provider && <Text mb="sm"><b>{found.data.provider} decides these.</b> It is your provider and has its list used here; only there it can be changed.</Text>}
          {!found.data.own && !found.data.provider && <Text size="sm" c="dimmed" mb="sm">This is the list that everybody begins with. Save to have your own.</Text>}
          {membership.role === 'admin' && !found.data.provider
            ? <Edit organization={organization} now={found.data} />
            : <Read types={found.data} />}
        </Card>
      )}
    </Sheet>
  );
}

function Read({ types }: { types: Schemas['Types'] }) {
  return (
    <ul className={classes.list} aria-label="Types">
      {types.types.map((t) => {
        const days = types.limits.find((l) => l.type === t)?.days;
        return <li key={t}><b>{t}</b> <Text component="span" size="sm" c="dimmed">{days ? `due after ${several(days, 'day')}` : 'never due by age'}</Text></li>;
      })}
    </ul>
  );
}
