import { Button } from '@mantine/core';
import { IconMailOpened } from '@tabler/icons-react';
import { Link } from 'wouter';
import { Mark } from './mark';
import { Sheet } from './sheet';

/** The page of a mailed link, without the link: loaded again, or typed by hand. */
export function NoToken() {
  return (
    <Sheet
      mark={<Mark icon={IconMailOpened} />}
      title="Open the link in your mail once more"
      lead="This page works only when it is opened from the mail. For your safety the link is not kept in the address of the page, so loading the page again forgets it."
    >
      <Button component={Link} href="/" variant="default">To the start page</Button>
    </Sheet>
  );
}
