import { Button } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useWaiting } from '../pages/access/queries';
import { useMembership } from './memberships';
import { Mark } from './mark';
import { sectionsOf, type Place } from './sections';
import { Sheet } from './sheet';
import { Shut, useShut } from './shut';
import { Standing } from './standing';
import { Absent } from './states';
import { Tabs } from './tabs';

type Props = { organization: string; at: Place; title?: string; lead?: ReactNode; children: ReactNode };

/** A page of one organization, with the ways to its others. Who may not read one is not led there. */
export function OrganizationSheet({ organization, at, title, lead, children }: Props) {
  const membership = useMembership(organization);
  const waiting = useWaiting(organization);
  const shut = useShut(organization);
  if (!membership) return <Absent />;
  const { name, role, suspended } = membership;
  if (suspended) {
    return (
      <Sheet mark={<Mark icon={IconUserOff} tone="grey" />} title={`${name} is closed to you for now`} lead="An admin there suspended your membership. Everything you have there is kept; ask them if you do not know why.">
        <Button component={Link} href="/" variant="default">To the start page</Button>
      </Sheet>
    );
  }
  if (shut) return <Shut organization={organization} why={shut} />;
  return (
    <Sheet title={title ?? name} eyebrow={title ? name : undefined} lead={lead} width="wide">
      <Tabs
        label={name} at={at}
        tabs={sectionsOf(organization, role).map((p) => ({ at: p.place, href: p.href, name: p.name, mark: p.place === 'requests' ? waiting : undefined }))}
      />
      <Standing organization={organization} />
      {children}
    </Sheet>
  );
}
