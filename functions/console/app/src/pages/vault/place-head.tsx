import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useGroups } from '../groups/queries';
import type { Filter, Folder } from './queries';
import classes from './vault.module.css';

type Props = { membership: Schemas['Membership']; folders: Folder[]; filter: Filter };

/** What is looked into: a folder with whom it is for, and what an admin can do with it. */
export function PlaceHead({ membership, folders, filter }: Props) {
  const { organization, role } = membership;
  if (filter.mine) return <div className={classes.head}><h2>My vault</h2><small>Your own logins, and what nobody else sees.</small></div>;
  const folder = folders.find((f) => (filter.client ? f.client === filter.client : f.id === filter.folder));
  if (!folder) return null;
  const vault = `/organizations/${organization}/vault`;
  const here = `${vault}/folders/${folder.id}`;
  return (
    <div className={classes.head}>
      <h2>{[...folder.path, folder.name].join(' / ')}</h2>
      {role !== 'user' && role !== 'reviewer' && <small><Audience organization={organization} folder={folder} /></small>}
      {role === 'admin' && (
        <>
          <Anchor component={Link} size="sm" href={`${here}/rename`}>Rename</Anchor>
          <Anchor component={Link} size="sm" href={`${here}/groups`}>Who sees it</Anchor>
          <Anchor component={Link} size="sm" href={`${vault}/folders/new?parent=${folder.id}`}>New folder in it</Anchor>
          {!folder.client && <Anchor component={Link} size="sm" href={`${here}/move`}>Move</Anchor>}
          {!folder.client && <Anchor component={Link} size="sm" href={`${here}/remove`}>Remove…</Anchor>}
        </>
      )}
    </div>
  );
}

/** Whom a folder is for in the end, in words. */
export function Audience({ organization, folder }: { organization: string; folder: Folder }) {
  const groups = useGroups(organization).data?.pages.flatMap((p) => p.items) ?? [];
  if (folder.everyone) return <>For every member.</>;
  const names = (folder.for ?? []).map((id) => groups.find((g) => g.id === id)?.name ?? 'a group');
  return <>{names.length === 0 ? 'For admins only.' : `For ${names.join(', ')}, and admins.`}</>;
}
