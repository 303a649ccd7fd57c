import { Anchor, Button } from '@mantine/core';
import { IconFolder, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { Dialog } from '../../parts/dialog';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { Credentials } from './credentials';
import { useFilter } from './filter';
import { useFolders, type Filter, type Folder } from './queries';
import { Tree } from './tree';
import classes from './vault.module.css';

/** What is kept, with its places at the side: on a phone they are behind a button. */
export function Vault({ membership }: { membership: Schemas['Membership'] }) {
  const { organization, role } = membership;
  const [places, setPlaces] = useState(false);
  const folders = useFolders(organization);
  const { filter } = useFilter();
  const admin = role === 'admin';
  const vault = `/organizations/${organization}/vault`;
  const tree = (left?: () => void) => (
    <Tree organization={organization} folders={folders.data ?? []} filter={filter} admin={admin} reads={admin || role === 'auditor'} left={left} />
  );
  return (
    <OrganizationSheet organization={organization} at="vault" title="Vault">
      <div className={classes.vault}>
        <div className={classes.side}>{tree()}</div>
        <div className={classes.main}>
          <Credentials key={organization} membership={membership} folders={folders.data ?? []} tools={(
            <>
              <Button className={classes.places} variant="default" size="sm" leftSection={<IconFolder size={16} aria-hidden />} onClick={() => setPlaces(true)}>Places</Button>
              {role !== 'auditor' && <Button component={Link} href={`${vault}/new${whereTo(filter, folders.data)}`} size="sm" leftSection={<IconPlus size={16} aria-hidden />}>New</Button>}
            </>
          )} />
          <div className={classes.links}>
            {role !== 'auditor' && <Anchor component={Link} size="sm" href={`${vault}/health`}>Password health</Anchor>}
            {(admin || role === 'auditor') && <Anchor component={Link} size="sm" href={`${vault}/knowledge`}>Who knows what</Anchor>}
            {admin && <Anchor component={Link} size="sm" href={`${vault}/export`}>Export</Anchor>}
            {admin && <Anchor component={Link} size="sm" href={`/organizations/${organization}/import`}>Import</Anchor>}
          </div>
        </div>
        {places && <Dialog title="Places" close={() => setPlaces(false)}>{tree(() => setPlaces(false))}<Button mt="md" fullWidth variant="default" onClick={() => setPlaces(false)}>Close</Button></Dialog>}
      </div>
    </OrganizationSheet>
  );
}

/** A new one begins where one looks. */
function whereTo({ folder, client, mine }: Filter, folders: Folder[] = []) {
  if (mine) return '?for=me';
  const where = client ? folders.find((f) => f.client === client)?.id : folder;
  return where ? `?folder=${where}` : '';
}
