import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { NewName } from '../../parts/new-name';

type Props = { organization: string; resource: Schemas['ResourceDetail']; here: string };

/** Changes the name that a resource has in this organization. */
export function Rename({ organization, resource, here }: Props) {
  const queries = useQueryClient();
  const repeat = useRepeatKey();
  const [, go] = useLocation();
  const rename = useMutation({
    mutationFn: (name: string) =>
      answer(api.POST('/api/organizations/{organization}/resources/{resource}/name', {
        params: { path: { organization, resource: resource.id }, header: repeat({ name }) }, body: { name },
      })),
    onSuccess: async () => {
      go(here, { replace: true });
      await queries.invalidateQueries({ queryKey: ['organization', organization, 'resources'] });
    },
  });
  return (
    <NewName
      title={`Rename ${resource.name}`}
      lead={resource.kind === 'delegated' ? 'Only here: its owner keeps the name they know it by.' : 'As everybody here will see it.'}
      now={resource.name} here={here} of={rename}
    />
  );
}
