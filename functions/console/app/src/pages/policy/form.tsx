import { Button, Checkbox, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { Link } from 'wouter';
import { problemOf } from '../../api/problem';
import { Choices } from '../../parts/choices';
import type { Policy } from '../../parts/access-words';
import { useForm } from '../../parts/form';
import { longestEver } from '../../parts/length';
import { LengthField } from '../../parts/length-field';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import { People } from './people';
import { policyOf, usualDays, valuesOf, wrongPolicy } from './values';

type Props = { now?: Policy; here: string; of: { mutate: (p: Policy, more: { onError: (e: Error) => void }) => void; isPending: boolean; error: unknown } };

const kinds = [
  { value: 'standing', label: 'Always open', hint: 'Who is on it gets in at any time.' },
  { value: 'locks', label: 'Open, locks itself when unused', hint: 'After some days without use it has to be asked for again.' },
  { value: 'jit', label: 'Just in time', hint: 'Locked until somebody is let in, for a period that ends by itself.' },
];
const days = [...usualDays.map((d) => ({ value: d, label: d === '1' ? 'a day' : `${d} days` })), { value: 'own', label: 'Other…' }];

/** How an assignment opens: only what belongs to the kind that is chosen is asked. */
export function PolicyForm({ now, here, of }: Props) {
  const form = useForm(valuesOf(now), wrongPolicy);
  const v = form.values;
  const asked = v.kind === 'jit' || v.kind === 'locks';
  const send = form.submit((values) => of.mutate(policyOf(values), { onError: (e) => form.refuse(problemOf(e)) }));
  return (
    <Card>
      <form ref={form.attach} onSubmit={send} noValidate>
        <Stack gap="lg">
          {!now && <Text size="sm">What holds now is not shown here. What you save takes its place.</Text>}
          <Choices label="How it opens" name="kind" value={v.kind} choose={(kind) => form.set('kind', kind)} options={kinds} />
          {v.kind === 'locks' && <Choices label="It locks itself when unused for" name="days" value={v.days} choose={(d) => form.set('days', d)} options={days} />}
          {v.kind === 'locks' && v.days === 'own' && <TextInput label="Days without use" inputMode="numeric" maxLength={3} maw={330} {...form.text('own')} />}
          {v.kind === 'jit' && <LengthField label="The longest period" longest={longestEver} form={form} />}
          {asked && <People form={form} />}
          {v.kind === 'jit' && (
            <Checkbox label="The glass may be broken" description="In an emergency it opens at once, for an hour at most. All who could have approved are told loudly, and one of them reviews it." {...form.tick('glass')} />
          )}
          {v.kind === 'jit' && <Checkbox label="Change the password after use" description="The end of a period marks it as due for a change." {...form.tick('rotate')} />}
          {asked && v.opens === 'people' && (
            <NativeSelect
              label="A request that nobody decides lapses after" size="md" maw={330} value={v.waits} onChange={(e) => form.set('waits', e.currentTarget.value)}
              data={[...new Map([['3600', 'an hour'], ['28800', '8 hours'], ['86400', '24 hours'], ['259200', '3 days'], ['604800', '7 days'], ...(now?.waits ? [[String(now.waits), `${now.waits} seconds`]] : [])] as [string, string][])].map(([value, label]) => ({ value, label }))}
            />
          )}
          <Refused error={of.error} beside={['amount', 'own']} />
          <Button type="submit" loading={of.isPending} disabled={v.kind === ''}>Save</Button>
          <Button component={Link} href={here} variant="default">Leave it as it is</Button>
        </Stack>
      </form>
    </Card>
  );
}
