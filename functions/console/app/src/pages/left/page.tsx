import { Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { More, Rows } from '../../parts/rows';
import rows from '../../parts/rows.module.css';
import { Card, Sheet } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';

const key = ['left'];

/** What the caller left behind where they are no member any more, and the way to take it (rule C14). */
export default function Left() {
  const left = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => answer(api.GET('/api/me/left', { params: { query: { ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
  const places = left.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Sheet title="What waits for you" lead="What was yours alone where you are no member any more. Nobody opens it now; taken, it is in your personal account." back={{ href: '/', name: 'Start' }} width="middle">
      {!left.data && (left.error ? <FailedPart problem={problemOf(left.error)} again={() => void left.refetch()} /> : <Waiting rows={3} />)}
      {left.data && places.length === 0 && <Card><Empty icon={<IconKey size={30} />} title="Nothing waits for you" /></Card>}
      <Stack gap="md">{places.map((p) => <Place key={p.organization} place={p} />)}</Stack>
      <More of={left} />
    </Sheet>
  );
}

function Place({ place }: { place: Schemas['Left'] }) {
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: () => answer(api.POST('/api/me/left/{organization}', { params: { path: { organization: place.organization } }, body: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const refused = take.data?.items.find((i) => i.outcome === 'refused');
  return (
    <Card>
      <Stack gap="sm">
        <Text>{place.name}: it is destroyed on <Moment at={place.until} /> unless you take it.</Text>
        <Rows label={place.name}>
          {place.credentials.map((c) => (
            <li key={c.credential} className={rows.row}>
              <Mark icon={IconKey} tone="grey" />
              <div>
                <div className={rows.name}>{c.name}</div>
                <div className={rows.sub}>{c.username ?? c.url ?? ''}</div>
              </div>
            </li>
          ))}
        </Rows>
        {place.more && <Text size="sm" c="dimmed">There are more.</Text>}
        <Refused error={take.error} />
        {refused && <Text size="sm" role="alert">Not everything could be taken: {refused.reason}</Text>}
        <Button loading={take.isPending} onClick={() => take.mutate()}>Take what is yours</Button>
      </Stack>
    </Card>
  );
}
