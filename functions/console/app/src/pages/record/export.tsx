import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { api } from '../../api/client';
import { Refused } from '../../parts/refused';
import { filePage, handFile } from '../../parts/save';
import type { queryOf } from './filter';

type Format = 'csv' | 'jsonl';
type Props = { organization: string; query: ReturnType<typeof queryOf> };

const most = 1000; // lines a call

/** Saves what is chosen as a file, page after page. */
export function Export({ organization, query }: Props) {
  const [got, setGot] = useState(0);
  const stopped = useRef(false);
  const save = useMutation({
    mutationFn: async (format: Format) => {
      stopped.current = false;
      setGot(0);
      const pieces: string[] = [];
      for (let after: string | undefined = '', lines = 0; after !== undefined && !stopped.current;) {
        const piece = await filePage(api.GET('/api/organizations/{organization}/audit/export', { params: { path: { organization }, query: { ...query, format, limit: most, ...(after && { after }) } }, parseAs: 'text' }));
        pieces.push(piece.text);
        lines += piece.text.split('\n').length - 1;
        setGot(lines);
        after = piece.next;
      }
      if (!stopped.current) handFile(pieces, format === 'csv' ? 'text/csv;charset=utf-8' : 'application/x-ndjson', `valetkey-record.${format}`);
    },
  });
  return (
    <>
      <Group mt="lg" gap="sm">
        {(['csv', 'jsonl'] as const).map((format) => (
          <Button
            key={format} variant="default" size="sm" leftSection={<IconDownload size={16} aria-hidden />}
            loading={save.isPending && save.variables === format} disabled={save.isPending} onClick={() => save.mutate(format)}
          >
            Save as {format === 'csv' ? 'CSV' : 'JSON lines'}
          </Button>
        ))}
        {save.isPending && <Button variant="subtle" size="sm" onClick={() => (stopped.current = true)}>Stop</Button>}
      </Group>
      <Text component="output" size="sm" c="dimmed" mt={6} display="block">
        {save.isPending && got > 0 && `About ${got.toLocaleString('en')} lines so far.`}
        {save.isSuccess && !stopped.current && 'Saved.'}
      </Text>
      <Refused error={save.error} />
    </>
  );
}
