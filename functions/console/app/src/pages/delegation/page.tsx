import { Redirect, useLocation } from 'wouter';
import { problemOf } from '../../api/problem';
import { Failed, Loading } from '../../parts/states';
import { Look } from '../request/look';
import { Deny } from './deny';
import { Disown } from './disown';
import { Done } from './done';
import { End } from './end';
import { Ended } from './ended';
import { Lend } from './lend';
import { Login } from './login';
import { Manage } from './manage';
import { useDelegation } from './queries';
import { Revoke } from './revoke';
import { Share } from './share';
import { Viewing } from './viewing';

type Props = { organization: string; delegation: string; act?: string };

/** One request or loan of the owner's: what can be done with it depends on its state. */
export default function DelegationPage({ organization, delegation, act }: Props) {
  const found = useDelegation(organization, delegation);
  const [, go] = useLocation();
  if (!found.data) {
    return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  }
  const one = found.data;
  const here = `/requests/${organization}/${delegation}`;
  const step = { organization, one, here };
  switch (`${one.state} ${act ?? ''}`.trim()) {
    case 'pending':
      return <Look asked={one} choose={(chosen) => go(`${here}/${chosen}`)} back={{ href: '/requests', name: 'Requests' }} />;
    case 'pending share':
      return <Share {...step} />;
    case 'pending deny':
      return <Deny {...step} />;
    case 'pending unknown':
      return <Disown {...step} />;
    case 'pending lend':
      return <Lend {...step} />;
    case 'shared':
      return <Manage {...step} />;
    case 'shared done':
      return <Done {...step} />;
    case 'shared login':
      return <Login {...step} />;
    case 'shared end':
      return <End {...step} />;
    case 'shared viewing':
      return <Viewing {...step} />;
    case 'shared revoke':
      return <Revoke {...step} />;
    case 'denied':
    case 'lapsed':
    case 'cancelled':
    case 'revoked':
      return <Ended {...step} />;
    default:
      return <Redirect to={here} replace />;
  }
}
