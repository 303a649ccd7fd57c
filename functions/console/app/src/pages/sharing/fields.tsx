import { Checkbox, Stack } from '@mantine/core';
import { Choices } from '../../parts/choices';
import { EndDate } from '../../parts/end-date';
import { Chooser } from './chooser';
import type { Options, Wrong } from './options';

const modes = [
  { value: 'use', label: 'Sign in only', hint: 'The browser extension fills it in; the password is not shown. A determined person can read it all the same.' },
  { value: 'read', label: 'See and use', hint: 'The password, its notes and sign-in codes.' },
  { value: 'write', label: 'See, use and change', hint: 'A password they change is the new one for both sides.' },
];

type Props = { organization: string; partner: { id: string; name: string }; value: Options; set: (change: Partial<Options>) => void; wrong: Wrong };

/** Asks how something is to be shared (rule H2). */
export function OptionFields({ organization, partner, value, set, wrong }: Props) {
  return (
    <Stack gap="md">
      <Choices label={`What ${partner.name} may do`} name="mode" value={value.mode} choose={(mode) => set({ mode: mode as Options['mode'] })} options={modes} />
      <Choices
        label="For whom there" name="whom" value={value.everyone ? 'all' : 'some'} choose={(v) => set({ everyone: v === 'all' })}
        options={[{ value: 'all', label: 'Everyone' }, { value: 'some', label: 'Chosen people and groups' }]}
      />
      {!value.everyone && <Chooser organization={organization} partner={partner} chosen={value.chosen} set={(chosen) => set({ chosen })} error={wrong.people} />}
      <Checkbox label="They see its change log" description="Who changed what and when; never an old password." checked={value.log} onChange={(e) => set({ log: e.currentTarget.checked })} />
      <EndDate label="Last day, if you like" value={value.ends} error={wrong.ends} onChange={(e) => set({ ends: e.currentTarget.value })} />
    </Stack>
  );
}
