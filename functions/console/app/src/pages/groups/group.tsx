import { Anchor, Button } from '@mantine/core';
import { Link } from 'wouter';
import { problemOf } from '../../api/problem';
import { useMembership } from '../../parts/memberships';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { Section } from '../../parts/rows';
import { Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { Delete } from './delete';
import { InIt } from './in-it';
import { useGroup } from './queries';
import { Rename } from './rename';

type Props = { organization: string; group: string; act?: string };

/** One group: who is in it, its name, and its end. */
export default function Group({ organization, group, act }: Props) {
  const found = useGroup(organization, group);
  const admin = useMembership(organization)?.role === 'admin';
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const here = `/organizations/${organization}/groups/${group}`;
  const step = { organization, one: found.data, here };
  if (act === 'rename' && admin) return <Rename {...step} />;
  if (act === 'delete' && admin) return <Delete {...step} />;
  return (
    <OrganizationSheet organization={organization} at="groups" title={found.data.name}>
      <InIt {...step} admin={admin} />
      <Anchor component={Link} href={`/organizations/${organization}/reports/groups/${group}`} size="sm" display="inline-block" mt="md">Who gets in through it</Anchor>
      {admin && (
        <Section title="This group">
          <div className={look.acts}>
            <Button component={Link} href={`${here}/rename`} variant="default">Rename…</Button>
            <Button component={Link} href={`${here}/delete`} variant="default">Delete…</Button>
          </div>
        </Section>
      )}
    </OrganizationSheet>
  );
}
