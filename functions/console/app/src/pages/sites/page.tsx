import { Button } from '@mantine/core';
import { IconBriefcase, IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { More, Row, Rows } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { Absent, Empty, FailedPart, Waiting } from '../../parts/states';
import { NewSite } from './new';
import { useSites } from './queries';
import { SiteState } from './state';

/** A provider's clients that sign in themselves (rule S1). */
export default function Sites({ organization, act }: { organization: string; act?: string }) {
  const membership = useMembership(organization);
  if (!membership || membership.kind === 'personal') return <Absent />;
  const admin = membership.role === 'admin';
  if (act === 'new') return admin ? <NewSite organization={organization} /> : <Absent />;
  return (
    <Sheet
      title="Sites" eyebrow={membership.name} back={{ href: `/organizations/${organization}/settings`, name: 'Settings' }} width="middle"
      lead={`Clients of ${membership.name} that sign in themselves: each is an organization of its own, and you see of it only what it shares with you.`}
    >
      <List organization={organization} admin={admin} />
    </Sheet>
  );
}

function List({ organization, admin }: { organization: string; admin: boolean }) {
  const found = useSites(organization);
  const here = `/organizations/${organization}/sites`;
  const items = found.data?.pages.flatMap((p) => p.items) ?? [];
  if (!found.data) return found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={3} />;
  return (
    <>
      {items.length === 0 && <Card><Empty icon={<IconBriefcase size={30} />} title="No sites yet">A client needs none for you to keep credentials for them. Make one when their own people should sign in.</Empty></Card>}
      {items.length > 0 && (
        <Rows label="Sites">
          {items.map((s) => (
            <Row
              key={s.id} href={`${here}/${s.id}`} mark={<Mark icon={IconBriefcase} tone={s.open ? undefined : 'grey'} />} name={s.name} state={<SiteState site={s} />}
              sub={<>Since <Moment at={s.since} as="day" /> · {s.locked ? 'organization key set' : 'no organization key yet'}</>}
            />
          ))}
        </Rows>
      )}
      <More of={found} />
      {admin && <Button component={Link} href={`${here}/new`} mt="md" leftSection={<IconPlus size={18} aria-hidden />}>Add a site</Button>}
    </>
  );
}
