import { Button, VisuallyHidden } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { More, Rows } from '../../parts/rows';
import rows from '../../parts/rows.module.css';
import { Card, Sheet } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { useNotices, useSeen } from './queries';

/** What the caller was told. */
export default function Notices() {
  const notices = useNotices();
  const seen = useSeen();
  const items = notices.data?.pages.flatMap((p) => p.items) ?? [];
  const unseen = items.filter((n) => !n.seen).map((n) => n.id);
  return (
    <Sheet title="Notices" back={{ href: '/', name: 'Start' }} width="middle">
      {!notices.data && (notices.error
        ? <FailedPart problem={problemOf(notices.error)} again={() => void notices.refetch()} />
        : <Waiting rows={3} />)}
      {notices.data && items.length === 0 && (
        <Card><Empty icon={<IconBell size={30} />} title="Nothing to tell yet">When something happens that you should know, it is told here and by mail.</Empty></Card>
      )}
      {unseen.length > 0 && (
        <Button variant="default" size="sm" mb="sm" loading={seen.isPending} onClick={() => seen.mutate(unseen)}>Mark all as seen</Button>
      )}
      <Refused error={seen.error} />
      {items.length > 0 && <Rows label="Notices">{items.map((n) => <Line key={n.id} notice={n} open={() => !n.seen && seen.mutate([n.id])} />)}</Rows>}
      <More of={notices} />
    </Sheet>
  );
}

function Line({ notice, open }: { notice: Schemas['NoticeSeen']; open: () => void }) {
  const inside = (
    <>
      <span className={clsx(rows.dot, notice.seen && rows.blank)} aria-hidden />
      <div>
        <div>{!notice.seen && <VisuallyHidden>New: </VisuallyHidden>}{notice.text}</div>
        <div className={rows.sub}><Moment at={notice.at} /> · <Moment at={notice.at} as="ago" /></div>
      </div>
    </>
  );
  const look = clsx(rows.row, !notice.seen && rows.unseen);
  return (
    <li>
      {within(notice.link) ? <Link href={notice.link} className={look} onClick={open}>{inside}</Link> : <div className={look}>{inside}</div>}
    </li>
  );
}

/** Whether a link stays in the web client. */
function within(link?: string): link is string {
  return link !== undefined && /^\/(?![/\\])/.test(link);
}
