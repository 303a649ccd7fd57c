import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { Mark } from '../../parts/mark';
import { Sheet } from '../../parts/sheet';

/** The last page of somebody who closed their account. */
export default function Closed() {
  return (
    <Sheet mark={<Mark icon={IconCheck} />} title="Your account is closed" lead="Everything you lent is ended, and you are signed out everywhere. A mail says so too. If somebody asks you again, the mail they send lets you start anew.">
      <Button component={Link} href="/" variant="default">To the start page</Button>
    </Sheet>
  );
}
