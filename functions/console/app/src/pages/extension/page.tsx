import { Button, Stack, Text } from '@mantine/core';
import { IconCheck, IconDownload, IconPuzzle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { couldHave, version } from '../../parts/extension';
import { Mark } from '../../parts/mark';
import { Note } from '../../parts/note';
import { Card, Sheet } from '../../parts/sheet';
import look from '../request/look.module.css';
import classes from './extension.module.css';

/** The browser extension: whether it is here, how one gets it, and what it may do. */
export default function Extension() {
  const here = useQuery({ queryKey: ['extension'], queryFn: async () => (await version()) ?? '', staleTime: 0, refetchOnWindowFocus: true });
  return (
    <Sheet title="The browser extension" lead="It signs you in without showing you the password: it fills the login form in, at the credential’s own address, when you say so." width="middle">
      <Stack gap="md">
        {here.data && <Here version={here.data} />}
        {here.data === '' && <Install />}
        <Powers />
      </Stack>
    </Sheet>
  );
}

function Here({ version: number }: { version: string }) {
  return (
    <Card>
      <div className={look.row}>
        <Mark icon={IconCheck} />
        <div>
          <div className={look.strong}>It is in this browser</div>
          <div className={look.small}>Version {number}. Press Launch at an app or a credential; or press its button while you are at a login form.</div>
        </div>
      </div>
    </Card>
  );
}

function Install() {
  return (
    <Card label="Install it">
      <div className={look.row}>
        <Mark icon={IconPuzzle} />
        <div>
          <div className={look.strong}>It is not in this browser</div>
          <div className={look.small}>For Chrome, Edge, Brave and others made from Chromium, from version 123 on.</div>
        </div>
      </div>
      {!couldHave() && <div className={look.below}><Note>This browser cannot run it. Open this page in one that can, on a computer.</Note></div>}
      <Button component="a" href="/valetkey-extension.zip" download mt="md" leftSection={<IconDownload size={18} aria-hidden />}>Download it</Button>
      <ol className={`${classes.list} ${classes.steps}`}>
        <li>Unpack the file into a folder that stays where it is.</li>
        <li>Open <b>chrome://extensions</b> (in Edge <b>edge://extensions</b>) in a new tab.</li>
        <li>Switch on <b>Developer mode</b>, press <b>Load unpacked</b>, and choose the folder.</li>
        <li>Pin Valetkey to the toolbar, by the puzzle piece there, and come back to this page.</li>
      </ol>
    </Card>
  );
}

function Powers() {
  return (
    <Card label="What it may do">
      <h2 className={look.label}>What it may do</h2>
      <ul className={classes.list}>
        <li>Speak to this console, by your session here. When you sign out, it can do nothing.</li>
        <li>Look for a login form on the tab where you press its button, and fill it in. You may allow single sites to be filled in at once after a launch.</li>
        <li>Have a password for as long as it takes to type it: it asks for it when the form is there, and keeps none.</li>
      </ul>
      <h2 className={`${look.label} ${classes.next}`}>What it does not do</h2>
      <ul className={classes.list}>
        <li>Read your other tabs or your history, or speak to anybody else.</li>
        <li>Fill in at any address but the credential’s own: the same site with http, another port or a name that looks alike gets nothing; nor does a frame of another site.</li>
        <li>Get past a lock: what you may not open here, it may not either. Each use is on record.</li>
      </ul>
      <Text size="sm" mt="md">A browser that signs in holds the password for a moment, so a determined person can read it there. Who signed in with a password therefore counts as somebody who may know it.</Text>
    </Card>
  );
}
