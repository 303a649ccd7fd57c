import { Group, NativeSelect, TextInput } from '@mantine/core';
import { Choices } from './choices';
import { inLength, offered, type LengthValues } from './length';
import type { useForm } from './form';

type Form = Pick<ReturnType<typeof useForm<LengthValues>>, 'text'> & { values: LengthValues; set: (name: keyof LengthValues, value: string) => void };
type Props = { label: string; longest: number; form: Form; first?: { value: string; label: string } };

/** Takes a length: one of those that are usual, or any within the longest. */
export function LengthField({ label, longest, form, first }: Props) {
  const { length } = form.values;
  const options = offered(longest).map((s) => ({ value: String(s), label: inLength(s) }));
  return (
    <div>
      <Choices
        label={label} name="length" value={length} choose={(v) => form.set('length', v)}
        options={[...(first ? [first] : []), ...options, { value: 'own', label: 'Other…' }]}
      />
      {length === 'own' && (
        <Group align="flex-start" gap="sm" mt="sm" wrap="nowrap">
          <TextInput label="Other length" description={`At most ${inLength(longest)}`} inputMode="decimal" autoComplete="off" maxLength={8} {...form.text('amount')} />
          <NativeSelect
            label="Counted in" description={'\u00a0'} size="md" value={form.values.unit} onChange={(e) => form.set('unit', e.currentTarget.value)}
            data={[{ value: '60', label: 'minutes' }, { value: '3600', label: 'hours' }, { value: '86400', label: 'days' }]}
          />
        </Group>
      )}
    </div>
  );
}
