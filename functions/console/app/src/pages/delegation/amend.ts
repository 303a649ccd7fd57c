import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf, type Problem } from '../../api/problem';
import { useShow } from './queries';
import type { Step } from './step';

/** Changes a loan and goes back to it. */
export function useAmend({ organization, one, here }: Step, refused?: (problem: Problem) => void) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const show = useShow(organization);
  return useMutation({
    mutationFn: (body: Schemas['DelegationAmend']) =>
      answer(api.POST('/api/organizations/{organization}/delegations/{delegation}/amend', {
        params: { path: { organization, delegation: one.id }, header: repeat(body) }, body,
      })),
    onError: (e) => {
      refused?.(problemOf(e));
      if (problemOf(e).status === 409) void show();
    },
    onSuccess: async (now) => {
      await show(now);
      go(here, { replace: true });
    },
  });
}
