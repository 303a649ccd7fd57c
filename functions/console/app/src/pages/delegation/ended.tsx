import { Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import { Moment } from '../../parts/moment';
import { Card, Sheet } from '../../parts/sheet';
import { Activity } from './activity';
import type { Step } from './step';

/** What became of a request or loan that is over. */
export function Ended({ organization, one }: Step) {
  const title = { denied: `You denied access to ${one.name}`, lapsed: `The request for ${one.name} has lapsed`, revoked: `Access to ${one.name} is revoked` }[one.state as string];
  return (
    <Sheet title={title!} lead={<Lead one={one} />} back={{ href: one.state === 'revoked' ? '/shared' : '/requests', name: one.state === 'revoked' ? 'Shared access' : 'Requests' }}>
      {one.state === 'revoked' ? <Activity organization={organization} one={one} /> : (
        <Card>
          <Text size="sm" c="dimmed">{one.asker} ({one.askerEmail}) asked on <Moment at={one.asked} />.</Text>
          {one.message && <Text mt="xs" style={{ whiteSpace: 'pre-wrap' }}>{one.message}</Text>}
        </Card>
      )}
      <Button component={Link} href="/" variant="default" mt="lg">To the start page</Button>
    </Sheet>
  );
}

function Lead({ one }: Pick<Step, 'one'>) {
  if (one.state === 'revoked') {
    return <>Since {one.ended ? <Moment at={one.ended} /> : 'then'} nobody at {one.organization} can sign in with it through Valetkey. Who is listed below may still know the password until you change it there.</>;
  }
  if (one.state === 'lapsed') return <>It was open until <Moment at={one.lapses} />. {one.organization} has no access, and may ask again.</>;
  return <>{one.organization} was told{one.decided && <> on <Moment at={one.decided} /></>} and has no access.</>;
}
