import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconMapPinOff } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Problem } from '../api/problem';
import { Mark } from './mark';
import { Note } from './note';
import { Sheet } from './sheet';
import classes from './states.module.css';

const slow = 4_000; // ms until somebody waiting is told that it is not them

/** What stands for a page that is on its way. */
export function Loading() {
  return (
    <div aria-busy className={classes.page}>
      <Waiting rows={3} />
    </div>
  );
}

/** What stands for a list or a part that is on its way. */
export function Waiting({ rows = 2 }: { rows?: number }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), slow);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack gap="sm">
      <div className={classes.head} />
      {Array.from({ length: rows }, (_, i) => <div key={i} className={classes.bone} />)}
      <Text component="output" size="sm" c="dimmed">{long ? 'This takes longer than usual. Still trying.' : ''}</Text>
    </Stack>
  );
}

/** A page that could not be had. */
export function Failed({ problem, again }: { problem: Problem; again?: () => void }) {
  if (problem.status === 404) return <Absent />;
  return (
    <Sheet mark={<Mark icon={problem.unreachable ? IconCloudOff : IconAlertTriangle} tone="grey" />} title={problem.unreachable ? 'No connection to Valetkey' : 'This did not work'} lead={problem.message}>
      <Instance problem={problem} />
      {again && <Button onClick={again}>Try again</Button>}
    </Sheet>
  );
}

/** A part of a page that could not be had. */
export function FailedPart({ problem, again }: { problem: Problem; again: () => void }) {
  return (
    <Note>
      {problem.message}
      <Instance problem={problem} />
      <Anchor component="button" type="button" size="sm" display="block" mt={6} onClick={again}>Try again</Anchor>
    </Note>
  );
}

function Instance({ problem }: { problem: Problem }) {
  if (!problem.instance || problem.status < 500) return null;
  return <Text size="xs" c="dimmed" my={6}>When you ask for help, quote {problem.instance}.</Text>;
}

/** Not there, or not this person's: the same page for both. */
export function Absent() {
  return (
    <Sheet mark={<Mark icon={IconMapPinOff} tone="grey" />} title="There is nothing here" lead="The address leads nowhere, or to something that is not yours to see.">
      <Button component={Link} href="/" variant="default">To the start page</Button>
    </Sheet>
  );
}

/** A list with nothing in it. */
export function Empty({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py="xl" px="md" ta="center">
      <Text c="dimmed" lh={0} aria-hidden>{icon}</Text>
      <Text fw={600}>{title}</Text>
      {children && <Text size="sm" c="dimmed" maw={380}>{children}</Text>}
    </Stack>
  );
}
