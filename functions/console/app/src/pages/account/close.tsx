import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { end, useMe } from '../../api/session';
import { given, useForm } from '../../parts/form';
import { usePersonal } from '../../parts/memberships';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useDelegations } from '../delegation/queries';
import { Done } from './done';

const account = { href: '/account', name: 'Your account' };

/** Closes the caller's account: whatever they lend ends first, in as many calls as that takes. */
export function Close() {
  const personal = usePersonal()[0];
  const others = useMe().memberships.filter((m) => m.kind !== 'personal');
  const [ended, setEnded] = useState(0);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const form = useForm({ password: '' }, (v) => ({ password: given(v.password, 'The password of this account.') }));
  const close = useMutation({
    meta: { unauthenticatedIsAnAnswer: true },
    mutationFn: async (password: string) => {
      for (let sum = 0; ;) {
        const step = await answer(api.POST('/api/me/close', { body: { password } }));
        sum += step.ended;
        setEnded(sum);
        if (!step.left) return step;
      }
    },
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: (closed) => {
      if (!closed.gone) return;
      go('/closed', { replace: true });
      end(queries);
    },
  });
  if (close.data && !close.data.gone) {
    return <Done title="What you lent is ended">{ended === 0 ? 'Nothing was lent.' : `${ended} ${ended === 1 ? 'loan or request' : 'loans and requests'} ended.`} You still sign in here, as a member of {names(others)}.</Done>;
  }
  return (
    <Sheet title="Close your account?" back={account}>
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => close.mutate(v.password))} noValidate>
          <Stack gap="md">
            {personal ? <Ends organization={personal.organization} /> : <Text>You lend nothing from an account of your own.</Text>}
            {others.length === 0
              ? <Text>You are then signed out everywhere, and nobody can sign in with your address. Who may remember a password may still know it: to be sure, change it there.</Text>
              : <Text>You stay a member of {names(others)}, and sign in for that. To go for good, leave there too.</Text>}
            <Text size="sm" c="dimmed">It cannot be undone. You are told by mail.</Text>
            <PasswordInput label="Your password" autoComplete="current-password" maxLength={256} {...form.text('password')} />
            <Refused error={close.error} beside={['password']} />
            <Text component="output" size="sm">{close.isPending && ended > 0 && `${ended} ended so far. Please stay on this page.`}</Text>
            <Button type="submit" color="red.8" loading={close.isPending}>Close my account</Button>
            <Button component={Link} href="/account" variant="default" disabled={close.isPending}>Keep it</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

/** What ends, counted. */
function Ends({ organization }: { organization: string }) {
  const all = useDelegations(organization);
  const items = all.data?.pages.flatMap((p) => p.items) ?? [];
  const loans = items.filter((d) => d.state === 'shared');
  const asked = items.filter((d) => d.state === 'pending').length;
  const least = all.hasNextPage ? 'at least ' : '';
  if (!all.data) return <Text>Everything you lend ends first, and who uses it is told.</Text>;
  const who = new Intl.ListFormat('en').format([...new Set(loans.map((d) => d.organization))].slice(0, 5));
  return (
    <Text>
      {loans.length === 0 ? 'You lend nothing now. ' : <><b>{least}{loans.length === 1 ? '1 loan' : `${loans.length} loans`}</b> to {who} {loans.length === 1 ? 'ends' : 'end'} at once, and they are told. </>}
      {asked > 0 && <><b>{asked === 1 ? '1 open request' : `${asked} open requests`}</b> {asked === 1 ? 'is' : 'are'} denied.</>}
    </Text>
  );
}

function names(memberships: { name: string }[]) {
  return new Intl.ListFormat('en').format(memberships.map((m) => m.name));
}
