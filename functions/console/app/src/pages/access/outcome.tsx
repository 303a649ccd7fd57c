import { Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import { Countdown, useNow } from '../../parts/countdown';
import { Moment } from '../../parts/moment';
import { Card } from '../../parts/sheet';
import { RequestState } from '../../parts/state';
import look from '../request/look.module.css';
import type { Detail } from './queries';

type Props = { organization: string; one: Detail; own: boolean; end?: string };

/** What came of a request, and by whom. */
export function Outcome({ organization, one, own, end }: Props) {
  return (
    <Card>
      <h2 className={look.label}>{one.open ? 'Open now' : 'What came of it'}</h2>
      <RequestState request={one} />
      <Text mt="xs">{decision(one)}</Text>
      {one.note && <blockquote className={look.message}>{one.note}</blockquote>}
      {one.opens && one.closes && <Text mt="xs"><Period one={one} /></Text>}
      {one.reviewed && <Text mt="sm">{one.reviewed.name} reviewed it on <Moment at={one.reviewed.at} />.</Text>}
      {one.reviewed?.note && <blockquote className={look.message}>{one.reviewed.note}</blockquote>}
      {one.open && own && <Button component={Link} href={`/organizations/${organization}/resources/${one.resource}`} mt="md" fullWidth>Go to {one.resourceName}</Button>}
      {one.open && (end || own) && (
        <div className={look.acts}>
          {own && <Button component={Link} href={`/organizations/${organization}/resources/${one.resource}/request`} variant="default">More time…</Button>}
          {end && <Button component={Link} href={end} variant="default">{own ? 'I am done: end it…' : 'End it now…'}</Button>}
        </div>
      )}
      {!one.open && own && one.state !== 'approved' && (
        <Button component={Link} href={`/organizations/${organization}/resources/${one.resource}/request`} variant="default" mt="md">Ask again</Button>
      )}
    </Card>
  );
}

function decision({ state, want, policy, name, decided, decidedBy, approvals }: Detail) {
  const on = decided && <> on <Moment at={decided} /></>;
  if (state === 'lapsed') return <>Nobody decided in time: it lapsed{on}.</>;
  if (state === 'cancelled') return <>{name} took it back{on}.</>;
  if (state === 'denied') return <><b>{decidedBy}</b> denied it{on}.</>;
  if (want === 'break-glass') return <>{name} broke the glass{on}. Nobody approved it.</>;
  if (policy.automatic) return <>The reason opened it{on}.</>;
  const others = approvals.map((a) => a.name).filter((n) => n !== decidedBy);
  return <>{others.length > 0 && <>{others.join(', ')} and </>}<b>{decidedBy}</b> approved it{on}.</>;
}

function Period({ one: { opens, closes, open, endedBy } }: { one: Detail }) {
  const now = useNow();
  if (!opens || !closes) return null;
  if (open) return <>Until <b><Moment at={closes} /></b>: <Countdown until={closes} />.</>;
  if (endedBy) return <><b>{endedBy}</b> ended it on <Moment at={closes} />.</>;
  if (new Date(opens).getTime() > now) return <>It opens on <Moment at={opens} />, until <b><Moment at={closes} /></b>.</>;
  return <>It was open from <Moment at={opens} /> to <Moment at={closes} />.</>;
}
