import { PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, useRepeatKey } from '../../api/client';
import { lockQuery } from '../../api/lock';
import { problemOf } from '../../api/problem';
import { Confirm } from '../../parts/confirm';
import { Card, Sheet } from '../../parts/sheet';
import { FailedPart, Waiting } from '../../parts/states';
import { several } from '../members/words';
import type { Part } from './page';

/** Says what a reset gives up, counted, and gives it up for who types the organization's name and their password. */
export function Reset({ organization, name, lock }: Part) {
  const queries = useQueryClient();
  const repeat = useRepeatKey();
  const [typed, type] = useState('');
  const [password, setPassword] = useState('');
  const here = `/organizations/${organization}/lock`;
  const weighed = useWeighed(organization);
  const reset = useMutation({
    mutationFn: () => answer(api.POST('/api/organizations/{organization}/lock/reset', { params: { path: { organization }, header: repeat(lock.since) }, body: { name: typed, password } })),
    onSuccess: (now) => queries.setQueryData(lockQuery(organization).queryKey, now),
  });
  const back = { href: here, name: 'Organization key' };
  if (reset.data) {
    return (
      <Sheet title={`${name} is reset`} back={back} width="middle">
        <Card>
          <Stack gap="sm">
            {weighed.data && <Gone {...weighed.data} past />}
            <Text>There is no organization key now. Set another one, and give each of these credentials a secret again.</Text>
          </Stack>
        </Card>
      </Sheet>
    );
  }
  return (
    <Sheet title={`Reset ${name}?`} lead="Only when the organization key and the recovery code are both lost. Every other way loses nothing." back={back} width="middle">
      {!weighed.data && (weighed.error ? <FailedPart problem={problemOf(weighed.error)} again={() => void weighed.refetch()} /> : <Waiting />)}
      {weighed.data && (
        <Confirm act={`Give it up and reset ${name}`} does={() => reset.mutate()} of={reset} keep={{ href: here, name: 'Keep it locked' }} ready={typed === name && password !== ''} beside={['password']}>
          <Gone {...weighed.data} />
          <Text size="sm" c="dimmed">Nobody can bring it back: not you, not Valetkey. Names, folders, people and the record stay. The other admins are told.</Text>
          <TextInput label={`Type ${name} to say that you mean it`} autoComplete="off" maxLength={120} value={typed} onChange={(e) => type(e.currentTarget.value)} />
          <PasswordInput label="The password of your account" autoComplete="current-password" maxLength={256} value={password} onChange={(e) => setPassword(e.currentTarget.value)} error={reset.error ? problemOf(reset.error).fields.password : undefined} />
        </Confirm>
      )}
    </Sheet>
  );
}

type Weighed = { lost: number; lent: number; received: number };

/** All pages of the counting, summed. */
function useWeighed(organization: string) {
  return useQuery({
    queryKey: [...lockQuery(organization).queryKey, 'weighed'],
    staleTime: Infinity, // what was counted is told again after the reset
    queryFn: async () => {
      const sum: Weighed = { lost: 0, lent: 0, received: 0 };
      for (let after: string | undefined = ''; after !== undefined;) {
        const page: Weighed & { next?: string } = await answer(api.GET('/api/organizations/{organization}/lock/reset', { params: { path: { organization }, query: { limit: 100, ...(after && { after }) } } }));
        for (const what of ['lost', 'lent', 'received'] as const) sum[what] += page[what];
        after = page.next;
      }
      return sum;
    },
  });
}

function Gone({ lost, lent, received, past = false }: Weighed & { past?: boolean }) {
  const [is, are] = past ? ['was', 'were'] : ['is', 'are'];
  return (
    <Stack gap={6}>
      <Text><b>{several(lost, 'credential')}</b> that nobody else has: what {lost === 1 ? 'it says' : 'they say'} {past ? 'is' : 'will be'} gone.</Text>
      {lent > 0 && <Text><b>{several(lent, 'credential')}</b> {lent === 1 ? is : are} lent to others too: {lent === 1 ? 'it stays' : 'they stay'} open there, and {lent === 1 ? 'is' : 'are'} gone here.</Text>}
      {received > 0 && <Text><b>{several(received, 'credential')}</b> of others: {received === 1 ? 'it waits' : 'each waits'} for {received === 1 ? 'its' : 'the'} owner to share again.</Text>}
    </Stack>
  );
}
