import { Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import { Moment } from '../../parts/moment';
import { Card, Sheet } from '../../parts/sheet';
import { Activity } from './activity';
import type { Step } from './step';

/** What became of a request or loan that is over. */
export function Ended({ organization, one }: Step) {
  const lent = one.state === 'revoked';
  return (
    <Sheet title={titleOf(one)} lead={<Lead one={one} />} back={lent ? { href: '/shared', name: 'Shared access' } : { href: '/requests', name: 'Requests' }}>
      {lent ? <Activity organization={organization} one={one} /> : (
        <Card>
          <Text size="sm" c="dimmed">{one.asker} ({one.askerEmail}) asked on <Moment at={one.asked} />.</Text>
          {one.message && <Text mt="xs" style={{ whiteSpace: 'pre-wrap' }}>{one.message}</Text>}
        </Card>
      )}
      <Button component={Link} href="/" variant="default" mt="lg">To the start page</Button>
    </Sheet>
  );
}

/** Whether it ended by itself, on the date its owner set. */
function byItself({ ends, ended }: Step['one']) {
  return ends !== undefined && new Date(ended ?? ends) >= new Date(ends);
}

function titleOf(one: Step['one']) {
  switch (one.state) {
    case 'denied':
      return one.unknown ? `You said that you do not know ${one.organization}` : `You denied access to ${one.name}`;
    case 'lapsed':
      return `The request for ${one.name} has lapsed`;
    case 'cancelled':
      return `The request for ${one.name} was cancelled`;
    default:
      return byItself(one) ? `Access to ${one.name} has ended` : `Access to ${one.name} is revoked`;
  }
}

function on(at?: string) {
  return at && <> on <Moment at={at} /></>;
}

function Lead({ one }: Pick<Step, 'one'>) {
  const { organization } = one;
  switch (one.state) {
    case 'revoked':
      return (
        <>
          {byItself(one) ? <>Its end date came{on(one.ends)}: since then</> : <>Since {one.ended ? <Moment at={one.ended} /> : 'then'}</>} nobody at {organization} can sign
          in with it through Valetkey. Who is listed below as “may know it” may remember the password until you change it there.
        </>
      );
    case 'lapsed':
      return <>It was open until <Moment at={one.lapses} />. {organization} has no access, and may ask again.</>;
    case 'cancelled':
      return <>{organization} took it back{on(one.ended)}. Nothing of yours was shared, and there is nothing to do.</>;
    default:
      return one.unknown
        ? <>All their open requests to you were ended{on(one.decided)}, and they cannot ask this address again. Nothing of yours was shared.</>
        : <>{organization} was told{on(one.decided)} and has no access.</>;
  }
}
