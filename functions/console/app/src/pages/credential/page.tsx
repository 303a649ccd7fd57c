import { lazy } from 'react';
import { problemOf } from '../../api/problem';
import { Failed, Loading } from '../../parts/states';
import { useOne } from '../vault/queries';
import { Look } from './look';

const Amend = lazy(() => import('./amend'));
const Change = lazy(() => import('./change'));
const Move = lazy(() => import('./move'));
const Reassign = lazy(() => import('./reassign'));
const State = lazy(() => import('./state'));

type Props = { organization: string; credential: string; act?: string };

/** One credential, or something done to it. */
export default function CredentialPage({ organization, credential, act }: Props) {
  const found = useOne(organization, credential);
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
  return <Look {...step} />;
}
