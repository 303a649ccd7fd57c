import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';

/** Somebody changed it while one was at it: one looks first, or says that one's own goes on top. Nothing typed is lost. */
export function Meanwhile({ newer, here, go }: { newer: boolean; here: string; go: () => void }) {
  if (!newer) return null;
  return (
    <Text size="sm">
      There is a newer one. <Anchor component={Link} href={here} inherit>See what changed</Anchor>, or{' '}
      <Anchor component="button" type="button" inherit onClick={go}>put mine on top of it</Anchor>.
    </Text>
  );
}
