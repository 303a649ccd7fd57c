import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { lockQuery } from '../../api/lock';
import { problemOf } from '../../api/problem';
import { useMembership } from '../../parts/memberships';
import { Absent, Failed, Loading } from '../../parts/states';
import { Overview } from './overview';
import { Relock } from './relock';
import { Reseal } from './reseal';
import { Reset } from './reset';

type Props = { organization: string; act?: string };

/** The organization key: whether there is one, and what an admin does about it. */
export default function Lock({ organization, act }: Props) {
  const membership = useMembership(organization);
  const found = useQuery(lockQuery(organization));
  if (!membership || membership.kind === 'personal') return <Absent />;
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  if (act && membership.role !== 'admin') return <Absent />;
  return <Act organization={organization} name={membership.name} admin={membership.role === 'admin'} auditor={membership.role === 'auditor'} lock={found.data} act={act} />;
}

const known = { label: 'The organization key of now', description: 'In capitals or not, with or without spaces.', wrong: 'key' as const };
const code = { label: 'The recovery code', description: 'As it was shown when the organization key was set. It is used up by this; you get another.', wrong: 'code' as const };

export type Part = { organization: string; name: string; lock: Schemas['Lock'] };

function Act({ act, admin, auditor, ...part }: Part & { act?: string; admin: boolean; auditor: boolean }) {
  const { organization, name } = part;
  const [, go] = useLocation();
  const to = (then: string) => () => go(`/organizations/${organization}/lock${then}`, { replace: true });
  const params = { path: { organization } };
  switch (act) {
    case undefined:
      return <Overview {...part} admin={admin} auditor={auditor} />;
    case 'set':
      return (
        <Relock
          organization={organization} name={name} title="Set an organization key" act="Set the organization key" done={to('')}
          lead={`From then on nobody opens a secret of ${name} who has not typed it in their session.`}
          send={(_, key) => answer(api.POST('/api/organizations/{organization}/lock', { params, body: { key } }))}
        />
      );
    case 'change':
      return (
        <Relock
          organization={organization} name={name} title="Change the organization key" act="Change it" proof={known} done={to('')}
          lead="Whoever unlocks from now on needs the new one, and there is a new recovery code. Who has unlocked goes on."
          send={(key, newKey) => answer(api.POST('/api/organizations/{organization}/lock/key', { params, body: { key, newKey } }))}
        />
      );
    case 'recover':
      return (
        <Relock
          organization={organization} name={name} title="Recover with the recovery code" act="Set the new organization key" proof={code} done={to('')}
          lead="The code lets you set another organization key. Nothing is lost, and the other admins are told."
          send={(typed, newKey) => answer(api.POST('/api/organizations/{organization}/lock/recover', { params, body: { code: typed, newKey } }))}
        />
      );
    case 'replace':
      return (
        <Relock
          organization={organization} name={name} title={`Replace the keys of ${name}`} act="Replace the keys" proof={known} done={to('/reseal')}
          lead="For when somebody who knew the organization key is gone: it and the key pair behind it are replaced, and everybody unlocks again with the new one. Then every secret is sealed anew, which this page does step by step."
          send={(key, newKey) => answer(api.POST('/api/organizations/{organization}/keys', { params, body: { key, newKey } }))}
        />
      );
    case 'reseal':
      return <Reseal {...part} />;
    case 'reset':
      return <Reset {...part} />;
    default:
      return <Absent />;
  }
}
