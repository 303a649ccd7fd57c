import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Initials } from '../../parts/mark';
import { ago, Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { ConsentState } from '../../parts/state';
import { Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { Decide } from './decide';
import { useConsent, useConsentAct, type Consent } from './queries';

/** One credential request: who asks for which login, and what came of it. Its owner answers here. */
export default function ConsentPage({ organization, consent }: { organization: string; consent: string }) {
  const found = useConsent(organization, consent);
  if (!found.data) {
    return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  }
  const one = found.data;
  const pending = one.state === 'pending';
  return (
    <Sheet title={titleOf(one)} back={{ href: `/organizations/${organization}/resources/${one.resource}`, name: one.resourceName }}>
      <Stack gap="md">
        <Asks one={one} />
        {!pending && <CameOfIt organization={organization} one={one} />}
        {pending && !one.yours && <Card><Text size="sm">It waits for <b>{one.ownerName}</b>: nobody can answer for them.</Text></Card>}
        {pending && one.mine && <Cancel organization={organization} one={one} />}
        {/* Last, because on a phone its answers stay in sight at the bottom. */}
        {pending && one.yours && <Decide organization={organization} one={one} />}
      </Stack>
    </Sheet>
  );
}

function titleOf({ yours, mine, name, askers, ownerName }: Consent) {
  if (yours) return `${askers[0]?.name ?? 'An admin'} asks for your login ${name}`;
  return mine ? `You asked ${ownerName} for ${name}` : `${ownerName} was asked for ${name}`;
}

function Asks({ one }: { one: Consent }) {
  return (
    <Card>
      {one.askers.map((a, i) => (
        <div key={a.person} className={i > 0 ? look.below : undefined}>
          <div className={look.row}>
            <Initials name={a.name} />
            <div>
              <div className={look.strong}>{a.name}</div>
              <div className={look.small}>{i === 0 ? 'Asked' : 'Joined'} on <Moment at={a.at} />, <Moment at={a.at} as="ago" /></div>
            </div>
          </div>
          {a.message && <blockquote className={look.message}>{a.message}</blockquote>}
        </div>
      ))}
      <dl className={look.facts}>
        <dt>Login</dt><dd><b>{one.name}</b></dd>
        {one.username && <><dt>Username</dt><dd>{one.username}</dd></>}
        <dt>For</dt><dd>{one.resourceName}</dd>
        <dt>Owner</dt><dd>{one.yours ? 'You' : one.ownerName}</dd>
        {one.state === 'pending' && <><dt>Lapses</dt><dd><Moment at={one.lapses} />, {ago(new Date(one.lapses))}</dd></>}
      </dl>
    </Card>
  );
}

function CameOfIt({ organization, one }: { organization: string; one: Consent }) {
  return (
    <Card>
      <h2 className={look.label}>What came of it</h2>
      <ConsentState state={one.state} />
      <Text mt="xs"><Decision one={one} /></Text>
      {one.note && <blockquote className={look.message}>{one.note}</blockquote>}
      {one.yours && one.state === 'approved' && (
        <Button component={Link} href={`/organizations/${organization}/resources/${one.resource}/logins/${one.credential}`} variant="default" mt="md">Who may see it…</Button>
      )}
    </Card>
  );
}

function Decision({ one }: { one: Consent }) {
  const on = one.decided && <> on <Moment at={one.decided} /></>;
  if (one.state === 'lapsed') return <>Nobody answered for 14 days: it lapsed on <Moment at={one.lapses} />.</>;
  if (one.state === 'cancelled') return <>{one.decidedBy} took it back{on}.</>;
  return <><b>{one.yours ? 'You' : one.decidedBy}</b> {one.state === 'approved' ? 'allowed admin access' : 'denied it'}{on}.</>;
}

function Cancel({ organization, one }: { organization: string; one: Consent }) {
  const repeat = useRepeatKey();
  const cancel = useConsentAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/consents/{consent}/cancel', { params: { path: { organization, consent: one.id }, header: repeat(one.id) } })));
  return (
    <Card>
      <Refused error={cancel.error} />
      <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
        {one.askers.length > 1 ? 'I no longer ask' : 'Cancel the request'}
      </Button>
    </Card>
  );
}
