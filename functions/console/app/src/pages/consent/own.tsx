import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { ManagedState } from '../../parts/state';
import { FailedPart, Waiting } from '../../parts/states';
import look from '../request/look.module.css';
import { useConsentAct, useWeighed } from './queries';

type Props = { organization: string; one: Schemas['ResourceDetail']; login: Schemas['Credential']; here: string };
type Weighed = Schemas['ConsentWeighed'];

/** One's own login: whether admins may get at it, who could, and who has. */
export function OwnLogin({ organization, one, login, here }: Props) {
  const repeat = useRepeatKey();
  const found = useWeighed(organization, one.id, login.id, true);
  const path = { organization, resource: one.id, credential: login.id };
  const give = useConsentAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/resources/{resource}/credentials/{credential}/consent', { params: { path, header: repeat('give') } })));
  const end = useConsentAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/resources/{resource}/credentials/{credential}/withdraw', { params: { path, header: repeat('end') } })));
  if (!found.data) {
    return found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting />;
  }
  const { managed } = found.data;
  return (
    <Sheet title={login.name} back={{ href: here, name: one.name }}>
      <Stack gap="md">
        <Card>
          <ManagedState managed={managed} />
          <Text mt="xs" size="sm">{managed ? 'You allowed admin access to this password.' : 'It is yours alone: no admin can use it, see it or change it, whatever any policy says.'}</Text>
          {login.asked && !managed && <Button component={Link} href={`/organizations/${organization}/consents/${login.asked}`} variant="default" mt="md">See who asks for it</Button>}
        </Card>
        {managed && <Ends weighed={found.data} />}
        <Seen weighed={found.data} />
        <Refused error={give.error ?? end.error} />
        {managed
          ? <Button variant="default" loading={end.isPending} onClick={() => end.mutate(undefined)}>End admin access</Button>
          : <Button variant="default" loading={give.isPending} onClick={() => give.mutate(undefined)}>Allow admin access to the password</Button>}
      </Stack>
    </Sheet>
  );
}

/** What ends with the consent, counted. */
function Ends({ weighed: { viewers, shares } }: { weighed: Weighed }) {
  return (
    <Card>
      <h2 className={look.label}>If you end admin access</h2>
      <Text size="sm">
        {viewers.length === 0 ? 'No admin may view it now' : `${viewers.length === 1 ? '1 admin' : `${viewers.length} admins`} may view it no more: ${viewers.map((v) => v.name).join(', ')}`}.
      </Text>
      {shares > 0 && <Text size="sm" mt={4}>{shares === 1 ? '1 share' : `${shares} shares`} with other organizations end.</Text>}
      <Text size="sm" mt={4}>You may allow it again at any time.</Text>
    </Card>
  );
}

function Seen({ weighed: { seen, more } }: { weighed: Weighed }) {
  return (
    <Card>
      <h2 className={look.label}>Who has seen it</h2>
      {seen.length === 0 && <Text size="sm">Nobody but you.</Text>}
      {seen.map((s) => (
        <Text key={s.person} size="sm">
          <b>{s.name}</b> <Text component="span" size="sm" c="dimmed">{s.uses === 1 ? 'once' : `${s.uses} times`}, last on <Moment at={s.last} /></Text>
          {s.mayKnow && ' · may know what it is now'}
        </Text>
      ))}
      {more && <Text size="sm" c="dimmed">And others.</Text>}
      {seen.some((s) => s.mayKnow) && <Text size="sm" mt="sm">Ending admin access does not make them forget: change the password, if that matters.</Text>}
    </Card>
  );
}
