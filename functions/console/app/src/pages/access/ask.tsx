import { NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { policyInWords, type Access } from '../../parts/access-words';
import { Moment } from '../../parts/moment';
import { Card, Sheet } from '../../parts/sheet';
import { AccessState } from '../../parts/state';
import { Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { useResource } from '../resource/queries';
import { AskForm } from './ask-form';
import { Glass } from './glass';
import { loginOf } from './login';
import { Waits } from './waits';

type Props = { organization: string; resource: string; way?: string };

/** The request page: what opens a resource, and the form to ask by; while a request waits, that one. */
export default function AskPage({ organization, resource, way }: Props) {
  const found = useResource(organization, resource);
  const [chosen, choose] = useState('');
  if (!found.data) {
    return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  }
  const one = found.data;
  const back = { href: `/organizations/${organization}/resources/${resource}`, name: one.name };
  const access = one.access.find((a) => a.assignment === chosen) ?? one.access.find((a) => a.state === 'pending' || a.state === 'locked') ?? one.access[0];
  if (!access) {
    return <Sheet title={`You are not on ${one.name}`} back={back} lead="There is nothing to ask for here: an admin puts you, or a group you are in, on it first." />;
  }
  const here = `${back.href}/request`;
  if (way === 'break-glass' && access.breakGlass) return <Glass organization={organization} one={one} access={access} here={here} />;
  return (
    <Sheet title={access.state === 'open' ? `More time for ${one.name}` : `Access to ${one.name}`} back={back}>
      <Stack gap="md">
        {one.access.length > 1 && (
          <NativeSelect
            label="With which login" size="md" value={access.assignment} onChange={(e) => choose(e.currentTarget.value)}
            data={one.access.map((a) => ({ value: a.assignment, label: loginOf(one, a) }))}
          />
        )}
        <Opens access={access} />
        <Way key={access.assignment} organization={organization} one={one} access={access} />
        {access.breakGlass && <Link href={`${here}/break-glass`} className={look.quiet}>An emergency, and nobody to decide? Break the glass…</Link>}
      </Stack>
    </Sheet>
  );
}

function Opens({ access }: { access: Access }) {
  return (
    <Card>
      <h2 className={look.label}>How it opens</h2>
      <Text size="sm">{policyInWords(access.policy)}</Text>
      {access.state === 'open' && access.until && (
        <Text size="sm" mt="xs"><AccessState access={access} /> until <b><Moment at={access.until} /></b>. More time begins where that ends; until it is decided, that end stands.</Text>
      )}
    </Card>
  );
}

function Way({ organization, one, access }: { organization: string; one: Schemas['ResourceDetail']; access: Access }) {
  if (access.state === 'pending' && access.request) return <Waits organization={organization} request={access.request} />;
  if (access.state === 'standing') return <Card><Text>It is open to you: there is nothing to ask for.</Text></Card>;
  return <AskForm organization={organization} resource={one.id} access={access} />;
}
