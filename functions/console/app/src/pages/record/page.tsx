import { useInfiniteQuery } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { More } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { Timeline } from '../../parts/timeline';
import { Export } from './export';
import { queryOf, useFilter } from './filter';
import { Filters } from './filters';
import classes from './record.module.css';

/** The organization's record, newest first, with filters and a way to take it out. */
export default function Record({ organization }: { organization: string }) {
  const { filter, set } = useFilter();
  const query = queryOf(filter);
  const record = useInfiniteQuery({
    queryKey: ['organization', organization, 'record', query],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/organizations/{organization}/audit', {
        params: { path: { organization }, query: { ...query, limit: 50, ...(pageParam && { after: pageParam }) } },
      })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
  const entries = record.data?.pages.flatMap((p) => p.items) ?? [];
  const thing = (e: Schemas['AuditEntry']) => {
    const name = e.thingName || 'it';
    if (filter.thing === e.thing) return <b>{name}</b>;
    return (
      <button type="button" className={classes.thing} title="Show only what was done to it" onClick={() => set({ person: '', thing: e.thing, name })}>{name}</button>
    );
  };
  return (
    <OrganizationSheet organization={organization} at="record" title="Record" lead="Who did what, when and from where. Lines are never changed.">
      <Filters organization={organization} filter={filter} set={set} />
      {!record.data && (record.error ? <FailedPart problem={problemOf(record.error)} again={() => void record.refetch()} /> : <Waiting rows={3} />)}
      {record.data && (
        <Card>
          {entries.length === 0 && !record.hasNextPage && <Empty icon={<IconHistory size={30} />} title="No such lines">Choose less, or other days.</Empty>}
          {entries.length === 0 && record.hasNextPage && <Empty icon={<IconHistory size={30} />} title="None among the newest">Look further back with “Show more”.</Empty>}
          <Timeline entries={entries} thing={thing} />
          <More of={record} />
        </Card>
      )}
      <Export organization={organization} query={query} />
    </OrganizationSheet>
  );
}
