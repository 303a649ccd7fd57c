import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';
import { WhatUnknownDoes } from '../request/what-unknown-does';
import { useShow } from './queries';
import type { Step } from './step';

/** Says that the owner does not know who asks. */
export function Disown({ organization, one, here }: Step) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const show = useShow(organization);
  const disown = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/organizations/{organization}/delegations/{delegation}/disown', {
        params: { path: { organization, delegation: one.id }, header: repeat(one.id) },
      })),
    onError: (e) => {
      if (problemOf(e).status === 409) void show();
    },
    onSuccess: async (now) => {
      await show(now);
      go(here, { replace: true });
    },
  });
  return (
    <Sheet title={`You do not know ${one.organization}?`}>
      <Confirm act="I do not know them" does={() => disown.mutate()} of={disown} keep={{ href: here, name: 'Back to the request' }}>
        <WhatUnknownDoes organization={one.organization} />
      </Confirm>
    </Sheet>
  );
}
