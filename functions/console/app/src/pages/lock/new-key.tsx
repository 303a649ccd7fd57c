import { Anchor, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Choices } from '../../parts/choices';
import { Copy } from '../../parts/copy';
import type { useForm } from '../../parts/form';
import { loadWords, passphrase } from '../../parts/generator';
import once from '../../parts/once.module.css';

export type KeyFields = { kind: string; made: string; newKey: string; again: string };
export const noKey: KeyFields = { kind: 'words', made: '', newKey: '', again: '' };

type Form = Pick<ReturnType<typeof useForm<KeyFields>>, 'text'> & { values: KeyFields; set: (name: keyof KeyFields, value: string) => void };

const kinds = [
  { value: 'words', label: 'Six words, made for you', hint: 'Easy to read out and to type on a phone; nobody guesses them.' },
  { value: 'own', label: 'One that you choose', hint: 'Long, and not like anything that is known: it is refused if it can be guessed.' },
];

/** The organization key that the fields say. */
export const keyOf = (v: KeyFields) => (v.kind === 'words' ? v.made : v.newKey);

// As the service takes it: capitals and spaces do not matter.
const meant = (key: string) => key.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean).join(' ');

/** What is wrong with the fields, if anything: a key that is not typed a second time is one that nobody wrote down. */
export function wrongKey(v: KeyFields) {
  const key = keyOf(v);
  return {
    newKey: v.kind === 'own' && key.trim() === '' ? 'The organization key that is to be.' : undefined,
    again: key !== '' && meant(v.again) !== meant(key) ? 'This is not the same. Write the one above down, then type it from there.' : undefined,
  };
}

/**
 * The next organization key, twice. The words are made here and not by the service: whoever set them has them already,
 * should the answer be lost on the way.
 */
export function NewKey({ form }: { form: Form }) {
  const { kind, made } = form.values;
  const other = () => void loadWords().then((list) => form.set('made', passphrase(list, 6, ' ')));
  useEffect(() => {
    if (kind === 'words' && made === '') other();
  });
  return (
    <Stack gap="md">
      <Choices label="The organization key" name="kind" value={kind} choose={(k) => form.set('kind', k)} options={kinds} />
      {kind === 'words' && (
        <div>
          <div className={once.value}>{made || 'One moment…'}</div>
          <Group gap="lg" mt={6}>
            <Copy what="words" value={made} />
            <Anchor component="button" type="button" size="sm" onClick={other}>Other words</Anchor>
          </Group>
          {form.text('newKey').error && <Text size="sm" c="error" role="alert">{form.text('newKey').error}</Text>}
        </div>
      )}
      {kind === 'own' && (
        <PasswordInput
          label="Organization key" description="Several words, or 20 characters and more." autoComplete="off" maxLength={256}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the organization key', tabIndex: 0 }} {...form.text('newKey')}
        />
      )}
      <PasswordInput
        label="Type it again, from where you wrote it down" autoComplete="off" maxLength={256}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you typed', tabIndex: 0 }} {...form.text('again')}
      />
    </Stack>
  );
}
