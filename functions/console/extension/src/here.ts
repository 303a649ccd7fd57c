import { answer, api, refusalOf, type Schemas } from './api';

export type Item = Schemas['Here'];

/** What one organization has for a site; or why it does not say. */
export type Found = { organization: string; name: string; locked: boolean; items: Item[]; more: boolean; refused?: string };

const pages = 5; // of an organization; who has more than that for one site looks in the console

/** What there is for a site, of each organization by itself: each has its own duties at sign-in. */
export function list(memberships: Schemas['Membership'][], origin: string) {
  return Promise.all(memberships.filter((m) => !m.suspended).map(({ organization, name }) => ofOne(organization, name, origin)));
}

async function ofOne(organization: string, name: string, origin: string): Promise<Found> {
  const found: Found = { organization, name, locked: false, items: [], more: true };
  let after: string | undefined;
  try {
    for (let n = 0; n < pages && found.more; n++) {
      const page = await answer(api.GET('/api/organizations/{organization}/credentials/here', {
        params: { path: { organization }, query: { origin, ...(after && { after }) } },
      }));
      found.items.push(...page.items);
      found.locked ||= page.locked ?? false;
      after = page.next;
      found.more = after !== undefined;
    }
    return found;
  } catch (e) {
    const problem = refusalOf(e);
    if (problem.status <= 0 || problem.status === 401) throw problem;
    return { ...found, more: false, refused: problem.message };
  }
}
