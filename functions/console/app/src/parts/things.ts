import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client';

/** What has a name and a page in an organization, credentials aside: those are looked for by the service. */
export type Thing = { kind: 'app' | 'member' | 'group'; id: string; name: string; sub: string };

const all = 100; // a page

/** All pages of a list that is needed whole. */
export async function whole<T>(page: (after: string) => Promise<{ items: T[]; next?: string }>) {
  const found: T[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const got: { items: T[]; next?: string } = await page(after);
    found.push(...got.items);
    after = got.next;
  }
  return found;
}

/** The apps of an organization and, for who reads them, its members and groups. */
export function useThings(organization: string, reads: boolean, enabled = true) {
  return useQuery({
    queryKey: ['organization', organization, 'things', reads],
    queryFn: async () => {
      const [apps, members, groups] = await Promise.all([appsOf(organization), reads ? membersOf(organization) : [], reads ? groupsOf(organization) : []]);
      return [...apps, ...members, ...groups];
    },
    staleTime: 60_000,
    enabled,
  });
}

const asked = (organization: string, after: string) => ({ params: { path: { organization }, query: { limit: all, ...(after && { after }) } } });

async function appsOf(organization: string): Promise<Thing[]> {
  const apps = await whole((after) => answer(api.GET('/api/organizations/{organization}/resources', asked(organization, after))));
  return apps.map((r) => ({ kind: 'app', id: r.id, name: r.name, sub: r.address.replace(/^https?:\/\//, '').replace(/\/.*$/, '') }));
}

async function membersOf(organization: string): Promise<Thing[]> {
  const members = await whole((after) => answer(api.GET('/api/organizations/{organization}/members', asked(organization, after))));
  return members.filter((m) => m.person).map((m) => ({ kind: 'member', id: m.person!, name: m.name ?? m.email, sub: m.email }));
}

async function groupsOf(organization: string): Promise<Thing[]> {
  const groups = await whole((after) => answer(api.GET('/api/organizations/{organization}/groups', asked(organization, after))));
  return groups.map((g) => ({ kind: 'group', id: g.id, name: g.name, sub: g.members.length === 1 ? '1 member' : `${g.members.length} members` }));
}

/** Whether each word is the beginning of a word of a text. */
export function begins(text: string, words: string) {
  const parts = text.toLowerCase().split(/[\s@./:_-]+/);
  return words.toLowerCase().split(/\s+/).filter(Boolean).every((w) => parts.some((p) => p.startsWith(w)) || text.toLowerCase().includes(w) && w.length > 2);
}
