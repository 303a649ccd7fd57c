import { ActionIcon } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from 'wouter';
import classes from '../../parts/frame.module.css';
import { useNotices } from './queries';

/** Leads to the notices, and says how many are new. */
export function Bell() {
  const first = useNotices().data?.pages[0];
  const unseen = first?.unseen ?? 0;
  const count = `${unseen}${first?.next && unseen > 0 ? '+' : ''}`;
  return (
    <ActionIcon
      component={Link}
      href="/notices"
      variant="subtle"
      color="gray"
      size={40}
      className={classes.bell}
      aria-label={unseen === 0 ? 'Notices' : `Notices, ${count} new`}
    >
      <IconBell size={22} aria-hidden />
      {unseen > 0 && <span className={classes.count} aria-hidden>{count}</span>}
    </ActionIcon>
  );
}
