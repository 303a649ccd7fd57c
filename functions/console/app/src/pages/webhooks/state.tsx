import type { Schemas } from '../../api/client';
import classes from '../../parts/state.module.css';

const hook = { on: ['pine', 'On'], failing: ['brass', 'Failing'], disabled: ['grey', 'Disabled'] } as const;
const delivery = { waiting: ['brass', 'Waits'], delivered: ['pine', 'Delivered'], 'given-up': ['grey', 'Given up'] } as const;

function Pill({ as: [tone, text] }: { as: readonly ['pine' | 'brass' | 'grey', string] }) {
  return <span className={`${classes.pill} ${classes[tone]}`}>{text}</span>;
}

/** The state of a webhook. */
export function HookState({ state }: { state: Schemas['Webhook']['state'] }) {
  return <Pill as={hook[state]} />;
}

/** The state of a delivery. */
export function DeliveryState({ state }: { state: Schemas['WebhookDelivery']['state'] }) {
  return <Pill as={delivery[state]} />;
}
