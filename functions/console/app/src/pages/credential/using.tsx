import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { several } from '../members/words';
import { useResource } from '../resource/queries';

/** Who is put on the app of a credential with it, counted, where the caller sees that. */
export function Using({ organization, one }: { organization: string; one: Schemas['FiledSeen'] }) {
  const found = useResource(organization, one.resource!);
  const put = found.data?.assignments.filter((a) => a.credential === one.id) ?? [];
  if (put.length === 0) return null;
  return <Text size="sm">{several(put.length, 'group or member')} {put.length === 1 ? 'signs' : 'sign'} in to {found.data?.name} with it: {put.map((a) => a.name).join(', ')}.</Text>;
}
