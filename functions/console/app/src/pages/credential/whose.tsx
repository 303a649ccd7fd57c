import { Link } from 'wouter';
import { useMembers } from '../members/queries';
import { useResource } from '../resource/queries';

/** Whose login it is, as far as the first page of members says it. */
export function OwnerName({ organization, person }: { organization: string; person: string }) {
  const members = useMembers(organization);
  return <>{members.data?.pages.flatMap((p) => p.items).find((m) => m.person === person)?.name ?? 'A member'}</>;
}

/** The app that a credential is for, by its name where the caller sees it. */
export function AppLink({ organization, resource }: { organization: string; resource: string }) {
  const app = useResource(organization, resource);
  return <Link href={`/organizations/${organization}/resources/${resource}`}>{app.data?.name ?? 'its app'}</Link>;
}
