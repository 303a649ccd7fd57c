import { TextInput, type TextInputProps } from '@mantine/core';
import classes from './code-field.module.css';

/** Takes the eight digits of a mailed code; blanks do not matter. */
export function CodeField(props: TextInputProps) {
  return (
    <TextInput
      label="Code from the mail"
      description="Eight digits, like 1234 5678."
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      classNames={{ input: classes.input }}
      {...props}
    />
  );
}

/** What is wrong with a code, if anything. */
export function eightDigits(code: string) {
  return /^\d{8}$/.test(code.replace(/\s/g, '')) ? undefined : 'The eight digits from the mail.';
}
