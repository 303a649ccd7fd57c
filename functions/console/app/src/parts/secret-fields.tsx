import { Anchor, Group, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { useForm } from './form';

const Generate = lazy(() => import('./generate'));

type Fields = { username: string; secret: string; seed: string; notes: string };
type Form = Pick<ReturnType<typeof useForm<Fields>>, 'text'>;
type Props = {
  form: Form;
  secretLabel: string;
  usernameLabel?: string;
  notesHint?: string;
  notesOpen?: boolean;
  seedHint?: string;
  seedOpen?: boolean;
  /** Takes a password that was generated; without it none is offered. */
  generated?: (made: string) => void;
};

/** A login of another site: username, password and, for who wants them, a set-up key and notes. Nothing of it is for our own sign-in. */
export function SecretFields({ form, secretLabel, usernameLabel = 'Username or email', notesHint, notesOpen = false, seedHint, seedOpen = false, generated }: Props) {
  const [notes, setNotes] = useState(notesOpen);
  const [seed, setSeed] = useState(seedOpen);
  const [making, setMaking] = useState(false);
  return (
    <>
      <TextInput label={usernameLabel} autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={320} {...form.text('username')} />
      <PasswordInput
        label={secretLabel}
        autoComplete="off"
        maxLength={10_000}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password', tabIndex: 0 }}
        {...form.text('secret')}
      />
      {generated && !making && <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setMaking(true)}>Generate one</Anchor>}
      {generated && making && <Suspense><Generate use={generated} /></Suspense>}
      {seed && (
        <PasswordInput
          label="Set-up key for sign-in codes"
          description={`${seedHint ?? ''}The letters, or the otpauth address, that their site showed with its picture for the code app. They get the current code when they sign in, never the key; it is not shown again.`}
          autoComplete="off"
          maxLength={500}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the set-up key', tabIndex: 0 }}
          {...form.text('seed')}
        />
      )}
      {notes && (
        <Textarea label="Notes" description={notesHint ?? 'Kept as secret as the password.'} autosize minRows={2} maxRows={8} maxLength={10_000} {...form.text('notes')} />
      )}
      {!(seed && notes) && (
        <Group gap="lg">
          {!seed && <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setSeed(true)}>It asks for sign-in codes</Anchor>}
          {!notes && <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setNotes(true)}>Add notes</Anchor>}
        </Group>
      )}
    </>
  );
}
