import { Redirect } from 'wouter';
import { problemOf } from '../../api/problem';
import { useMe } from '../../api/session';
import { useMembership } from '../../parts/memberships';
import { Absent, Failed, Loading } from '../../parts/states';
import { useResource } from '../resource/queries';
import { AskForLogin } from './ask';
import { OwnLogin } from './own';

type Props = { organization: string; resource: string; credential: string };

/** A login of a resource: its owner says here whether admins may get at it; an admin asks for one that is unmanaged. */
export default function LoginPage({ organization, resource, credential }: Props) {
  const found = useResource(organization, resource);
  const me = useMe().person.id;
  const admin = useMembership(organization)?.role === 'admin';
  if (!found.data) {
    return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  }
  const login = found.data.credentials.find((c) => c.id === credential);
  const here = `/organizations/${organization}/resources/${resource}`;
  if (!login) return <Absent />;
  if (login.owner === me) return <OwnLogin organization={organization} one={found.data} login={login} here={here} />;
  if (admin && login.owner && !login.managed) return <AskForLogin organization={organization} one={found.data} login={login} here={here} />;
  return <Redirect to={here} replace />;
}
