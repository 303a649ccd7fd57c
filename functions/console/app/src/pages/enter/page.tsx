import { Anchor, Button, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useSearch } from 'wouter';
import { answer, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Absent } from '../../parts/states';

/** Where a gate sends a browser that it does not know (rule J13): with who is signed in here, on to the page they wanted. */
export default function Enter() {
  const asked = new URLSearchParams(useSearch());
  const [organization, resource, state] = ['organization', 'resource', 'state'].map((name) => asked.get(name) ?? '');
  if (!organization || !resource || !state) return <Absent />;
  return <Way key={state} organization={organization} resource={resource} state={state} to={asked.get('to') ?? '/'} />;
}

type Props = { organization: string; resource: string; state: string; to: string };

function Way({ organization, resource, state, to }: Props) {
  const pass = useMutation({
    mutationFn: () => answer(api.POST('/api/organizations/{organization}/resources/{resource}/gate/passes', {
      params: { path: { organization, resource } }, body: { state, to },
    })),
    // The code in the address is good once: going back must not lead to it.
    onSuccess: ({ address }) => window.location.replace(address),
  });
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    pass.mutate();
  }, [pass]);
  if (!pass.error) {
    return (
      <Sheet title="Taking you there" lead="Valetkey tells the page who you are.">
        <Card><Loader size="sm" aria-label="One moment" /></Card>
      </Sheet>
    );
  }
  const absent = problemOf(pass.error).status === 404;
  return (
    <Sheet title="This page is not open to you" lead={absent ? 'It is on no list of yours. Whoever sent you there can have you put on it.' : undefined}>
      <Card>
        <Stack gap="md">
          {!absent && <Refused error={pass.error} />}
          {!absent && <Button loading={pass.isPending} onClick={() => pass.mutate()}>Try again</Button>}
          <Text size="sm"><Anchor component={Link} href="/">What is open to you</Anchor></Text>
        </Stack>
      </Card>
    </Sheet>
  );
}
