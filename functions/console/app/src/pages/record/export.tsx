import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import { Refused } from '../../parts/refused';
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
        const piece = await one(organization, { ...query, format, limit: most, ...(after && { after }) });
        pieces.push(piece.text);
        lines += piece.text.split('\n').length - 1;
        setGot(lines);
        after = piece.next;
      }
      if (!stopped.current) hand(pieces, format);
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

type Query = ReturnType<typeof queryOf> & { format: Format; limit: number; after?: string };

/** One page of the file, and where the next begins. */
async function one(organization: string, query: Query) {
  let answered;
  try {
    answered = await api.GET('/api/organizations/{organization}/audit/export', { params: { path: { organization }, query }, parseAs: 'text' });
  } catch {
    throw new Problem({ status: 0 });
  }
  const { response, error, data } = answered;
  if (!response.ok) throw new Problem({ ...error, status: response.status }, Number(response.headers.get('retry-after')) || 0);
  return { text: String(data), next: response.headers.get('valetkey-next') ?? undefined };
}

/** Hands a file to the browser. */
function hand(pieces: string[], format: Format) {
  const address = URL.createObjectURL(new Blob(pieces, { type: format === 'csv' ? 'text/csv;charset=utf-8' : 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `valetkey-record.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
