import { lazy } from 'react';
import { problemOf } from '../../api/problem';
import { useMembership } from '../../parts/memberships';
import { Failed, Loading } from '../../parts/states';
import { useOne } from '../vault/queries';
import { Look } from './look';
import { changes } from './received';

const Amend = lazy(() => import('./amend'));
const Change = lazy(() => import('./change'));
const ForApp = lazy(() => import('./for-app'));
const Move = lazy(() => import('./move'));
const Reassign = lazy(() => import('./reassign'));
const Share = lazy(() => import('../sharing/share'));
const State = lazy(() => import('./state'));
const Turn = lazy(() => import('./turn'));

type Props = { organization: string; credential: string; act?: string };

/** One credential, or something done to it. */
export default function CredentialPage({ organization, credential, act }: Props) {
  const found = useOne(organization, credential);
  const admin = useMembership(organization)?.role === 'admin';
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const one = found.data;
  const step = { organization, one, here: `/organizations/${organization}/credentials/${credential}`, again: () => void found.refetch() };
  if (one.may.includes('write')) {
    if (act === 'edit' && !one.disabled) return <Amend {...step} />;
    if (act === 'change' && !one.disabled) return <Change {...step} />;
    if (act === 'move' && !one.owner) return <Move {...step} />;
    if (act === 'owner' && one.owner && one.managed) return <Reassign {...step} />;
    if (act === 'disable' || act === 'enable') return <State {...step} act={act} />;
  }
  if (act === 'share' && !one.from && !one.owner) return <Share {...step} />;
  if (one.from && act === 'change' && changes(one)) return <Change {...step} />;
  if (one.from && admin) {
    if (act === 'move') return <Move {...step} />;
    if (act === 'app') return <ForApp {...step} />;
    if (act === 'off' || act === 'on') return <Turn {...step} act={act} />;
  }
  return <Look {...step} />;
}
