import { Text } from '@mantine/core';
import { answer, api, useRepeatKey } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { Moment } from '../../parts/moment';
import { Sheet } from '../../parts/sheet';
import { useRequestAct, type Detail } from './queries';

type Props = { organization: string; one: Detail; own: boolean; here: string };

/** Ends what a request opened, before its end. */
export function End({ organization, one, own, here }: Props) {
  const repeat = useRepeatKey();
  const end = useRequestAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/requests/{request}/end', { params: { path: { organization, request: one.id }, header: repeat(one.id) } })));
  return (
    <Sheet title={own ? `End your access to ${one.resourceName}?` : `End ${one.name}’s access to ${one.resourceName}?`}>
      <Confirm act="End it now" does={() => end.mutate(undefined)} of={end} keep={{ href: here, name: 'Leave it open' }}>
        <Text>
          It closes at once instead of on {one.closes ? <Moment at={one.closes} /> : 'its end'}. {own ? 'You can ask again.' : `${one.name} is told, and may ask again.`} Where they are signed in already, the other site may keep them signed in.
        </Text>
      </Confirm>
    </Sheet>
  );
}
