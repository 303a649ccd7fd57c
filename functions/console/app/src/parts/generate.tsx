import { Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { fewestWords, loadWords, mostWords, passphrase, passphraseBits, password, passwordBits, type Recipe } from './generator';

const lengths = [12, 16, 20, 24, 32, 48, 64, 96, 128];
const ticks = [
  ['upper', 'Capital letters'], ['digits', 'Digits'], ['marks', 'Marks like ! and %'], ['lookAlikes', 'Also I, l, 1, O and 0'],
] as const;

/** Makes a password or passphrase and hands it on. Nothing of it leaves the page but by the form that it is for. */
export default function Generate({ use }: { use: (made: string) => void }) {
  const [kind, setKind] = useState('password');
  const [recipe, setRecipe] = useState<Recipe>({ length: 20, lower: true, upper: true, digits: true, marks: true, lookAlikes: false });
  const [count, setCount] = useState(6);
  const [words, setWords] = useState<readonly string[]>();
  useEffect(() => {
    if (kind === 'words' && !words) void loadWords().then(setWords);
  }, [kind, words]);
  const phrase = kind === 'words';
  const bits = phrase ? words && passphraseBits(words, count) : passwordBits(recipe);
  return (
    <Stack gap="xs">
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label="Make" value={kind} onChange={(e) => setKind(e.currentTarget.value)}
          data={[{ value: 'password', label: 'a password' }, { value: 'words', label: 'a passphrase' }]}
        />
        {phrase ? (
          <NativeSelect
            label="Words" value={String(count)} onChange={(e) => setCount(Number(e.currentTarget.value))}
            data={Array.from({ length: mostWords - fewestWords + 1 }, (_, i) => String(fewestWords + i))}
          />
        ) : (
          <NativeSelect
            label="Characters" value={String(recipe.length)} onChange={(e) => setRecipe({ ...recipe, length: Number(e.currentTarget.value) })}
            data={lengths.map(String)}
          />
        )}
        <Button variant="default" disabled={phrase && !words} onClick={() => use(phrase ? passphrase(words!, count) : password(recipe))}>Generate</Button>
      </Group>
      {!phrase && ticks.map(([name, label]) => (
        <Checkbox key={name} size="sm" label={label} checked={recipe[name]} onChange={(e) => setRecipe({ ...recipe, [name]: e.currentTarget.checked })} />
      ))}
      <Text component="output" size="sm" c="dimmed">{bits === undefined ? 'One moment…' : `${Math.floor(bits)} bits: ${strength(bits)}`}</Text>
    </Stack>
  );
}

function strength(bits: number) {
  if (bits < 60) return 'only for where wrong tries are counted';
  return bits < 90 ? 'good for a login' : 'more than anybody can try';
}
