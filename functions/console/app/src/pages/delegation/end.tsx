import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { dayOf, EndDate, endOf, wrongEnd } from '../../parts/end-date';
import { given, useForm } from '../../parts/form';
import { ago, Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { useAmend } from './amend';
import type { Step } from './step';

/** Sets, moves or takes away the end date of a loan. */
export function End(step: Step) {
  const { one, here } = step;
  const form = useForm({ ends: one.ends ? dayOf(new Date(one.ends)) : '' }, (v) => ({ ends: given(v.ends, 'The last day on which they may use it.') ?? wrongEnd(v.ends) }));
  const amend = useAmend(step, form.refuse);
  return (
    <Sheet
      title={`When does access to ${one.name} end?`}
      lead={one.ends ? <>Now it ends on <Moment at={one.ends} />, {ago(new Date(one.ends))}.</> : 'Now it has no end date: it lasts until you revoke it.'}
    >
      <Card>
        <form ref={form.attach} onSubmit={form.submit((v) => amend.mutate({ ends: endOf(v.ends).toISOString() }))} noValidate>
          <Stack gap="md">
            <EndDate {...form.text('ends')} />
            <Text size="sm">{one.organization} is told.</Text>
            <Refused error={amend.error} beside={['ends']} />
            <Button type="submit" loading={amend.isPending}>{one.ends ? 'Move the end date' : 'Set the end date'}</Button>
            {one.ends && <Button variant="default" disabled={amend.isPending} onClick={() => amend.mutate({ endless: true })}>Take the end date away</Button>}
          </Stack>
        </form>
      </Card>
      <Text ta="center" mt="lg"><Anchor component={Link} href={here} size="sm">Back</Anchor></Text>
    </Sheet>
  );
}
