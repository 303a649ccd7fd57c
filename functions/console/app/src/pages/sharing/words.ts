import type { Schemas } from '../../api/client';

type Mode = Schemas['Share']['mode'];

/** What the other side may do with what is shared, as a list says it. */
export const modes: Record<Mode, string> = { use: 'Sign in only', read: 'See and use', write: 'See, use and change' };

type For = Pick<Schemas['Share'], 'everyone' | 'people' | 'groups'>;

/** For whom something is shared: everyone there, or who is chosen, by name as far as that is short. */
export function forWhom({ everyone, people, groups }: For) {
  if (everyone) return 'everyone there';
  const names = [...groups, ...people].map((one) => one.name);
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
