import { Anchor, Button, Checkbox, Group, NativeSelect, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { IconDownload, IconEyeCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Refused } from '../../parts/refused';
import { More } from '../../parts/rows';
import { filePage, handFile } from '../../parts/save';
import { Card, Sheet } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { Knower } from './knower';
import { useFolders } from './queries';
import classes from './vault.module.css';

const path = '/api/organizations/{organization}/knowledge';

/** Who received which secrets, and may still know them (rule C12). */
export default function Knowledge({ organization }: { organization: string }) {
  const [lost, setLost] = useState(false);
  const [current, setCurrent] = useState(true);
  const [client, setClient] = useState('');
  const clients = (useFolders(organization).data ?? []).filter((f) => f.client);
  const query = { ...(lost && { lost: 'true' as const }), ...(current && { current: 'true' as const }), ...(client && { client }), limit: 100 };
  const lines = useInfiniteQuery({
    queryKey: ['organization', organization, 'vault', 'knowledge', query],
    queryFn: ({ pageParam }) => answer(api.GET(path, { params: { path: { organization }, query: { ...query, ...(pageParam && { after: pageParam }) } } })) as Promise<Schemas['Knowledge']>, // never the file, which is not asked for
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
  const save = useMutation({
    mutationFn: async () => {
      const pieces: string[] = [];
      for (let after: string | undefined = ''; after !== undefined;) {
        const piece = await filePage(api.GET(path, { params: { path: { organization }, query: { ...query, format: 'csv', ...(after && { after }) } }, parseAs: 'text' }));
        pieces.push(piece.text);
        after = piece.next;
      }
      handFile(pieces, 'text/csv;charset=utf-8', 'valetkey-who-knows-what.csv');
    },
  });
  const items = lines.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Sheet title="Who knows what" lead="Who received which secrets: saw, filled in, had a code of, or exported. They may remember them." back={{ href: `/organizations/${organization}/vault`, name: 'Vault' }} width="middle">
      <Group gap="md" mb="md" align="center">
        <Checkbox size="sm" label="May know the current one" checked={current} onChange={(e) => setCurrent(e.currentTarget.checked)} />
        <Checkbox size="sm" label="Lost the way to it" checked={lost} onChange={(e) => setLost(e.currentTarget.checked)} />
        {clients.length > 0 && <NativeSelect size="xs" aria-label="Client" value={client} onChange={(e) => setClient(e.currentTarget.value)} data={[{ value: '', label: 'All clients' }, ...clients.map((f) => ({ value: f.client!, label: f.name }))]} />}
        <Button size="xs" variant="default" ml="auto" leftSection={<IconDownload size={15} aria-hidden />} loading={save.isPending} onClick={() => save.mutate()}>Save as CSV</Button>
      </Group>
      <Refused error={save.error} />
      {!lines.data && (lines.error ? <FailedPart problem={problemOf(lines.error)} again={() => void lines.refetch()} /> : <Waiting rows={4} />)}
      {lines.data && items.length === 0 && !lines.hasNextPage && <Card><Empty icon={<IconEyeCheck size={30} />} title="Nobody">Nobody received a secret that is so.</Empty></Card>}
      {items.length > 0 && (
        <div className={classes.known}>
          {byCredential(items).map((some) => (
            <section key={some[0]!.credential}>
              <h2><Anchor component={Link} href={`/organizations/${organization}/credentials/${some[0]!.credential}`} underline="hover" inherit>{some[0]!.name}</Anchor>{some[0]!.clientName && <Text component="span" size="sm" c="dimmed"> · {some[0]!.clientName}</Text>}</h2>
              <ul className={classes.knowers} aria-label={`Who knows ${some[0]!.name}`}>{some.map((l) => <li key={`${l.person ?? l.personName}${l.organization}`}><Knower line={l} /></li>)}</ul>
            </section>
          ))}
        </div>
      )}
      <More of={lines} />
    </Sheet>
  );
}

/** The lines of each credential together, in the order in which they came. */
function byCredential(lines: Schemas['KnowledgeLine'][]) {
  const out = new Map<string, Schemas['KnowledgeLine'][]>();
  for (const l of lines) out.set(l.credential, [...(out.get(l.credential) ?? []), l]);
  return [...out.values()];
}
