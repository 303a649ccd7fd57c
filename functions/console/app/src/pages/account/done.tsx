import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Mark } from '../../parts/mark';
import { Sheet } from '../../parts/sheet';

/** Says that a change of the account is done. */
export function Done({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Sheet mark={<Mark icon={IconCheck} />} title={title} lead={children}>
      <Button component={Link} href="/account" variant="default">Back to your account</Button>
    </Sheet>
  );
}
