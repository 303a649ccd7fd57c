import type { Schemas } from '../../api/client';
import type { Access } from '../../parts/access-words';

/** How a login of a resource is called: one's own has no name there. */
export function loginOf(one: Schemas['ResourceDetail'], access: Access) {
  return one.credentials.find((c) => c.id === access.credential)?.name ?? 'Your own login';
}
