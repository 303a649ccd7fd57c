import { Anchor, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { useForm } from './form';

type Fields = { username: string; secret: string; notes: string };
type Form = Pick<ReturnType<typeof useForm<Fields & { allowViewing: boolean }>>, 'text'>;
type Props = { form: Form; secretLabel: string; usernameLabel?: string; notesHint?: string; notesOpen?: boolean };

/** A login of another site: username, password and, for who wants them, notes. Nothing of it is for our own sign-in. */
export function SecretFields({ form, secretLabel, usernameLabel = 'Username or email', notesHint, notesOpen = false }: Props) {
  const [notes, setNotes] = useState(notesOpen);
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
      {notes ? (
        <Textarea label="Notes" description={notesHint ?? 'Kept as secret as the password.'} autosize minRows={2} maxRows={8} maxLength={10_000} {...form.text('notes')} />
      ) : (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setNotes(true)}>Add notes</Anchor>
      )}
    </>
  );
}
