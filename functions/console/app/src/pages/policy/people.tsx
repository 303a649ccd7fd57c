import { Checkbox, NativeSelect } from '@mantine/core';
import { Choices } from '../../parts/choices';
import type { useForm } from '../../parts/form';
import type { PolicyValues } from './values';

type Form = Pick<ReturnType<typeof useForm<PolicyValues>>, 'values' | 'set' | 'tick'>;

/** What opens it when it is asked for: a reason, or people. */
export function People({ form }: { form: Form }) {
  const v = form.values;
  return (
    <>
      <Choices
        label="When it is asked for" name="opens" value={v.opens} choose={(opens) => form.set('opens', opens)}
        options={[
          { value: 'people', label: 'People approve', hint: 'Admins, reviewers and the approver groups; never who asks.' },
          { value: 'reason', label: 'A reason opens it', hint: 'At once, and it goes on record.' },
        ]}
      />
      {v.opens === 'people' && (
        <>
          <NativeSelect
            label="How many must approve" size="md" maw={330} value={v.needs} onChange={(e) => form.set('needs', e.currentTarget.value)}
            data={['1', '2', '3', '4', '5']}
          />
          <Checkbox label="A reason is required" {...form.tick('reason')} />
        </>
      )}
    </>
  );
}
