import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconLinkOff } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { tokenFor } from '../../api/link';
import { problemOf } from '../../api/problem';
import { useSession } from '../../api/session';
import { Mark } from '../../parts/mark';
import { NoToken } from '../../parts/no-token';
import { Sheet } from '../../parts/sheet';
import { Failed, Loading } from '../../parts/states';
import { Answered } from './answered';
import { Look, type Act } from './look';
import { Prove } from './prove';

// Few need these.
const ClaimWithCode = lazy(() => import('./claim-with-code'));
const Unknown = lazy(() => import('./unknown'));

/** The page of the link that is mailed to an outside owner. Nothing happens here until they choose and prove the mailbox. */
export default function Request() {
  const token = tokenFor('/request');
  const [act, setAct] = useState<Act>();
  const session = useSession();
  const seen = useQuery({
    queryKey: ['request', token],
    queryFn: () => answer(api.POST('/api/delegations/see', { body: { token } })),
    enabled: token !== '',
    staleTime: Infinity,
  });
  const [needsCode, setNeedsCode] = useState(false);
  const claim = useClaim(token, () => setNeedsCode(true));

  if (token === '') return <NoToken />;
  if (seen.error) {
    const problem = problemOf(seen.error);
    return problem.status === 404 ? <Gone /> : <Failed problem={problem} again={() => void seen.refetch()} />;
  }
  if (!seen.data || session.state === 'asking') return <Loading />;
  if (seen.data.state !== 'pending') return <Answered seen={seen.data} />;

  const choose = (chosen: Act) => {
    setAct(chosen);
    if (session.state === 'in') claim.mutate({ act: chosen });
  };
  const back = () => {
    setAct(undefined);
    setNeedsCode(false);
    claim.reset();
  };
  if (act === undefined) return <Look asked={seen.data} choose={choose} />;
  if (session.state === 'out') {
    if (act === 'unknown' && !seen.data.claimed) return <Unknown token={token} seen={seen.data} back={back} />;
    return <Prove token={token} seen={seen.data} act={act} signedIn={() => claim.mutate({ act })} back={back} />;
  }
  if (needsCode) return <ClaimWithCode token={token} seen={seen.data} act={act} claim={claim} back={back} />;
  if (claim.error) return <Failed problem={problemOf(claim.error)} again={() => claim.mutate({ act })} />;
  return <Loading />;
}

/** Claims the request for who is signed in, and goes on with what they chose. */
function useClaim(token: string, needsCode: () => void) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  return useMutation({
    mutationFn: ({ code }: { act: Act; code?: string }) => {
      const body = code ? { token, code } : { token };
      return answer(api.POST('/api/delegations/claim', { params: { header: repeat(body) }, body }));
    },
    onError: (thrown, { code }) => {
      const problem = problemOf(thrown);
      if (!code && (problem.fields.code || problem.kind === 'forbidden')) needsCode();
    },
    onSuccess: async (claimed, { act }) => {
      await queries.invalidateQueries({ queryKey: ['me'] });
      go(`/requests/${claimed.organization}/${claimed.delegation}/${act}`, { replace: true });
    },
  });
}

export type Claim = ReturnType<typeof useClaim>;

function Gone() {
  return (
    <Sheet mark={<Mark icon={IconLinkOff} tone="grey" />} title="This link leads nowhere" lead="It may not be complete, or it is an old one. If you answered it with an account here, sign in to see it.">
      <Button component={Link} href="/requests" variant="default">Sign in to see my requests</Button>
    </Sheet>
  );
}
