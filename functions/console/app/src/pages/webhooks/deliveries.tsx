import { Anchor, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Moment } from '../../parts/moment';
import { More, Rows, Section } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import classes from './webhooks.module.css';
import { eventOf, useDeliveries } from './queries';
import { DeliveryState } from './state';

/** What a webhook was told, and what it answered. */
export function Deliveries({ organization, webhook }: { organization: string; webhook: string }) {
  const found = useDeliveries(organization, webhook);
  const items = found.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Section title="The last 30 days">
      {!found.data && (found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting />)}
      {found.data && items.length === 0 && <Card><Empty icon={<IconSend size={30} />} title="Nothing was sent yet" /></Card>}
      {items.length > 0 && <Rows label="Deliveries">{items.map((d) => <Delivery key={d.id} one={d} />)}</Rows>}
      <More of={found} />
    </Section>
  );
}

function Delivery({ one }: { one: Schemas['WebhookDelivery'] }) {
  const [open, setOpen] = useState(false);
  const last = one.tries.at(-1);
  return (
    <li className={classes.delivery}>
      <div className={classes.line}>
        <div>
          <b>{eventOf(one.event)}</b>
          <Text size="sm" c="dimmed"><Moment at={one.at} />{last && <> · {last.status ? `answered ${last.status}` : last.why ?? 'no answer'}</>}</Text>
        </div>
        <DeliveryState state={one.state} />
      </div>
      {one.next && <Text size="sm">Tried next <Moment at={one.next} as="ago" />.</Text>}
      {(one.tries.length > 0 || one.body) && <Anchor component="button" type="button" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? 'Hide the details' : 'Details'}</Anchor>}
      {open && (
        <>
          <ol className={classes.tries}>
            {one.tries.map((t) => <li key={t.at}><Moment at={t.at} />: {t.status ? `answered ${t.status}` : 'no answer'}{t.why && <>: {t.why}</>}</li>)}
          </ol>
          {/* Long bodies scroll, so they take the focus. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          {one.body && <pre className={classes.body} tabIndex={0} aria-label="What is posted">{one.body}</pre>}
        </>
      )}
    </li>
  );
}
