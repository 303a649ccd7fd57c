import { Anchor, Text } from '@mantine/core';
import { useState } from 'react';

/** Copies a text without showing it, and says so. */
export function Copy({ what, value }: { what: string; value: string }) {
  const [said, setSaid] = useState('');
  const copy = () => navigator.clipboard.writeText(value).then(() => setSaid('Copied.'), () => setSaid('The browser did not allow it.'));
  return (
    <Text component="span" size="sm">
      <Anchor component="button" type="button" size="sm" aria-label={`Copy the ${what.toLowerCase()}`} onClick={() => void copy()}>Copy</Anchor>{' '}
      <Text component="output" size="sm" c="dimmed">{said}</Text>
    </Text>
  );
}
