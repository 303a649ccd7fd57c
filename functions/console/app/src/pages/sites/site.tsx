import { Button, Stack, Text } from '@mantine/core';
import { IconBriefcase } from '@tabler/icons-react';
import { Link } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { Moment } from '../../parts/moment';
import { PeopleThere } from '../../parts/people-there';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Absent, Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { Close } from './close';
import { PartnerShares, SharedBoth } from '../sharing/partner';
import { End } from './end';
import { Invited } from './invited';
import { useSite, useSiteAct } from './queries';
import { SiteState } from './state';
import { Steps } from './steps';

type Props = { organization: string; site: string; act?: string };
type Part = { organization: string; site: Schemas['SiteDetail']; here: string };

/** One site as its provider sees it: whether it is open, who was invited, and nothing of what is in it (rule S3). */
export default function Site({ organization, site, act }: Props) {
  const found = useSite(organization, site);
  const membership = useMembership(organization);
  const admin = membership?.role === 'admin';
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const here = `/organizations/${organization}/sites/${site}`;
  if (membership && act === 'shared') return <PartnerShares organization={organization} partner={found.data} here={here} />;
  if (!membership || (act && !admin)) return <Absent />;
  const part = { organization, site: found.data, here };
  if (act === 'close') return <Close {...part} />;
  if (act === 'end') return <End organization={organization} partner={found.data} own="provider" here={part.here} after={`/organizations/${organization}/sites`} />;
  if (act) return <Absent />;
  return <See {...part} name={membership.name} admin={admin} />;
}

function See({ admin, name, ...part }: Part & { admin: boolean; name: string }) {
  const { organization, site } = part;
  return (
    <Sheet title={site.name} eyebrow={`Site of ${name}`} back={{ href: `/organizations/${organization}/sites`, name: 'Sites' }} width="middle">
      <Stack gap="md">
        <Card label="How it stands">
          <div className={look.row}>
            <Mark icon={IconBriefcase} tone={site.open ? undefined : 'grey'} />
            <div>
              <div className={look.strong}>Client sign-in</div>
              <div className={look.small}>
                {site.turned ? <>{site.open ? 'Enabled' : 'Disabled'} on <Moment at={site.turned} />{site.by && <> by {site.by}</>}</> : <>Made on <Moment at={site.since} as="day" />, not enabled yet</>}
              </div>
            </div>
          </div>
          <Text component="div" mt="sm"><SiteState site={site} /></Text>
          {site.held && <Text size="sm" mt="sm">Its name waits for Valetkey to look at it: {site.held}. Nobody is invited until then; the admins are told.</Text>}
          <Steps site={site} />
          {admin && <Turn {...part} />}
        </Card>
        {site.turned && <SharedBoth organization={organization} partner={site} here={part.here} admin={admin} />}
        <Invited organization={organization} site={site} admin={admin} />
        <Types {...part} admin={admin} />
        {admin && site.open && site.active && <PeopleThere organization={organization} partner={site.id} name={site.name} />}
        {admin && <Text size="sm"><Link href={`${part.here}/end`} className={look.quiet}>End what we have to do with {site.name}…</Link></Text>}
      </Stack>
    </Sheet>
  );
}

function Turn({ organization, site, here }: Part) {
  const repeat = useRepeatKey();
  const path = { organization, site: site.id };
  const open = useSiteAct(organization, () => answer(api.POST('/api/organizations/{organization}/sites/{site}/on', { params: { path, header: repeat([path, site.turned]) } })));
  if (site.open) return <Button component={Link} href={`${here}/close`} variant="default" mt="md">Disable client sign-in…</Button>;
  return (
    <>
      <Refused error={open.error} />
      <Button mt="md" loading={open.isPending} onClick={() => open.mutate()}>{site.turned ? 'Enable client sign-in again' : 'Enable client sign-in'}</Button>
    </>
  );
}

/** Whose credential types the site has. */
function Types({ organization, site, admin }: Part & { admin: boolean }) {
  const repeat = useRepeatKey();
  const path = { organization, site: site.id };
  const set = useSiteAct(organization, (forced: boolean) =>
    answer(api.POST('/api/organizations/{organization}/sites/{site}/types', { params: { path, header: repeat([path, forced, site.forced]) }, body: { forced } })));
  return (
    <Card label="Credential types">
      <div className={look.strong}>Credential types</div>
      <Text size="sm" c="dimmed">
        {site.forced ? <>{site.name} has your list, and follows it when you change it.</> : <>{site.name} keeps a list of its own.</>}
      </Text>
      <Refused error={set.error} />
      {admin && <Button variant="default" size="sm" mt="sm" loading={set.isPending} onClick={() => set.mutate(!site.forced)}>{site.forced ? 'Give it its own list back' : 'Force our list on it'}</Button>}
    </Card>
  );
}
