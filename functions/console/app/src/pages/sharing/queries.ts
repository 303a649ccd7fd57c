import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';
import { lockQuery } from '../../api/lock';
import { useMembership } from '../../parts/memberships';
import { organizationQuery } from '../../parts/standing';
import { whole } from '../../parts/things';
import { usePartners } from '../sites/queries';

export type Partner = Schemas['Partner'];
export type Share = Schemas['Share'];
export type Direction = 'given' | 'received';

// Below the vault's: what is done there moves what is shared, too.
const key = (organization: string, ...more: string[]) => ['organization', organization, 'vault', 'sharing', ...more];

/** Whether the caller may share, and there is somebody to share with (rule H1). */
export function useSharing(organization: string) {
  const role = useMembership(organization)?.role;
  const admin = role === 'admin';
  const own = useQuery({ ...organizationQuery(organization), enabled: role === 'user' || role === 'reviewer' });
  const may = admin || own.data?.mayShare === true;
  const partners = usePartners(organization, may);
  return may && (partners.data?.items.length ?? 0) > 0;
}

/** All organizations to share with, by name. */
export function useAllPartners(organization: string) {
  return useQuery({
    queryKey: ['organization', organization, 'partners', 'all'],
    queryFn: () => whole((after) => answer(api.GET('/api/organizations/{organization}/partners', { params: { path: { organization }, query: { limit: 100, ...(after && { after }) } } }))),
    select: (all) => all.toSorted((a, b) => a.name.localeCompare(b.name)),
    staleTime: 60_000,
  });
}

/** How one credential is shared: at home with whom; elsewhere how it came. */
export function useShares(organization: string, credential: string, enabled = true) {
  return useQuery({
    queryKey: key(organization, 'of', credential),
    queryFn: () => answer(api.GET('/api/organizations/{organization}/credentials/{credential}/shares', { params: { path: { organization, credential } } })),
    enabled,
  });
}

/** Who there received one that is shared with a partner. */
export function useKnowersThere(organization: string, credential: string, partner: string, enabled: boolean) {
  return useQuery({
    queryKey: key(organization, 'of', credential, partner),
    queryFn: () => answer(api.GET('/api/organizations/{organization}/credentials/{credential}/shares/{partner}', { params: { path: { organization, credential, partner } } })),
    enabled,
  });
}

/** All that is shared with a partner, or by it, as far as the caller sees it. */
export function usePartnerShares(organization: string, partner: string, direction: Direction) {
  return useInfiniteQuery({
    queryKey: key(organization, 'with', partner, direction),
    queryFn: ({ pageParam }) => answer(api.GET('/api/organizations/{organization}/partners/{partner}/shares', {
      params: { path: { organization, partner }, query: { direction, limit: 50, ...(pageParam && { after: pageParam }) } },
    })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** How much is shared both ways. */
export function useWeighed(organization: string, partner: string, enabled = true) {
  return useQuery({
    queryKey: key(organization, 'weighed', partner),
    queryFn: () => answer(api.GET('/api/organizations/{organization}/partners/{partner}/end', { params: { path: { organization, partner } } })),
    enabled,
  });
}

/** Why nothing can be shared with a partner for now, in a sentence (rules S1, S4): the site among the two is to have its organization key. */
export function useBlocked(organization: string, partner: Partner | undefined) {
  const name = useMembership(organization)?.name ?? 'This organization';
  const own = useQuery({ ...lockQuery(organization), enabled: partner?.is === 'provider' });
  if (!partner) return undefined;
  const site = partner.is === 'site' ? partner.name : name;
  if (!partner.open) return `${site} is closed to its people: nothing is shared in either direction until it is open.`;
  const locked = partner.is === 'site' ? partner.locked : own.data?.set !== false;
  return locked ? undefined : `${site} has no organization key yet: nothing is shared in either direction until one of its admins has set it.`;
}
