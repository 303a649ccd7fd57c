import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { useLocation } from 'wouter';
import { NewName } from '../../parts/new-name';
import { useGroupAct } from './queries';

type Props = { organization: string; one: Schemas['Group']; here: string };

/** Gives a group another name. */
export function Rename({ organization, one, here }: Props) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const rename = useGroupAct(organization, (name: string) =>
    answer(api.POST('/api/organizations/{organization}/groups/{group}/name', {
      params: { path: { organization, group: one.id }, header: repeat({ name }) }, body: { name },
    })), () => go(here, { replace: true }));
  return <NewName title={`Rename ${one.name}`} now={one.name} here={here} of={rename} />;
}
