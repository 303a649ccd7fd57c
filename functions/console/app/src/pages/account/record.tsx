import { useInfiniteQuery } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { answer, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { More } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { Timeline } from '../../parts/timeline';

/** What happened with the caller's own account. */
export function OwnRecord() {
  const record = useInfiniteQuery({
    queryKey: ['own-record'],
    queryFn: ({ pageParam }) => answer(api.GET('/api/me/record', { params: { query: { limit: 30, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
  const entries = record.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Sheet title="Your record" lead="Sign-ins, wrong passwords, and changes of your address and password. Only you see it." back={{ href: '/account', name: 'Your account' }} width="middle">
      {!record.data && (record.error ? <FailedPart problem={problemOf(record.error)} again={() => void record.refetch()} /> : <Waiting rows={3} />)}
      {record.data && (
        <Card>
          {entries.length === 0 && <Empty icon={<IconHistory size={30} />} title="Nothing has happened yet" />}
          <Timeline entries={entries} />
          <More of={record} />
        </Card>
      )}
    </Sheet>
  );
}
