import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';

type Props = { organization: string; resource: Schemas['ResourceDetail']; here: string };

/** Takes a request back before its owner answered. */
export function Cancel({ organization, resource, here }: Props) {
  const queries = useQueryClient();
  const repeat = useRepeatKey();
  const [, go] = useLocation();
  const cancel = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/organizations/{organization}/resources/{resource}/request/cancel', {
        params: { path: { organization, resource: resource.id }, header: repeat(resource.id) },
      })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['organization', organization, 'resources'] }),
    onSuccess: () => go(here, { replace: true }),
  });
  return (
    <Sheet title={`Cancel the request for ${resource.name}?`}>
      <Confirm act="Cancel request" does={() => cancel.mutate()} of={cancel} keep={{ href: here, name: 'Let it wait' }}>
        <Text>Its owner can no longer answer; if they open the link, it says that you took it back. {resource.name} stays in your list, closed. You can ask again later.</Text>
      </Confirm>
    </Sheet>
  );
}
