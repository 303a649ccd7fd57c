import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Refused } from './refused';
import { Card } from './sheet';

type Props = {
  act: string; // what the button says
  does: () => void;
  of: { isPending: boolean; error: unknown };
  keep: { href: string; name: string }; // the way back, in which nothing is done
  ready?: boolean;
  beside?: string[]; // the fields that show their own reasons
  children: ReactNode;
};

/** The last word before something ends: what ends with it, the act, and the way back. */
export function Confirm({ act, does, of, keep, ready = true, beside, children }: Props) {
  return (
    <Card>
      <Stack gap="md">
        {children}
        <Refused error={of.error} beside={beside} />
        <Button color="red.8" onClick={does} loading={of.isPending} disabled={!ready}>{act}</Button>
        <Button component={Link} href={keep.href} variant="default">{keep.name}</Button>
      </Stack>
    </Card>
  );
}
