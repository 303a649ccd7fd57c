import { queryOptions, useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconHourglass } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { answer, api } from '../api/client';
import { Moment } from './moment';
import { useMembership } from './memberships';
import classes from './organization-sheet.module.css';

/** The organization and its settings. */
export const organizationQuery = (organization: string) => queryOptions({
  queryKey: ['organization', organization, 'itself'],
  queryFn: () => answer(api.GET('/api/organizations/{organization}', { params: { path: { organization } } })),
  staleTime: 60_000,
});

/** What an organization cannot do for now, and why; nothing if all is well. A failure is no news here. */
export function Standing({ organization }: { organization: string }) {
  const admin = useMembership(organization)?.role === 'admin';
  const { data } = useQuery(organizationQuery(organization));
  if (!data) return null;
  return (
    <>
      {data.held && (
        <Say icon={<IconHourglass size={20} aria-hidden />}>
          <b>{data.name} waits for Valetkey to look at it:</b> {sentence(data.held)} Until then it asks no owners and invites nobody. Everything else works. You need not do anything; the admins are told.
        </Say>
      )}
      {data.paused && (
        <Say icon={<IconAlertTriangle size={20} aria-hidden />}>
          <b>{data.name} may ask no owners</b> since <Moment at={data.paused} />, because several of those it asked said that they do not know it. Valetkey looks at it; what is shared already stays.
        </Say>
      )}
      {admin && data.admins === 1 && data.kind !== 'personal' && (
        <Say icon={<IconAlertTriangle size={20} aria-hidden />}>You are the only admin. Make somebody else an admin too, so that {data.name} is not left alone when you are away.</Say>
      )}
    </>
  );
}

function Say({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return <div className={classes.standing}>{icon}<div>{children}</div></div>;
}

function sentence(reason: string) {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}
