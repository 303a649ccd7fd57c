/** Where random numbers come from: it fills what it is given. A test gives a fixed one. */
export type Source = (into: Uint32Array<ArrayBuffer>) => Uint32Array<ArrayBuffer>;

const system: Source = (into) => crypto.getRandomValues(into);

export const shortest = 12;
export const longest = 128;
export const fewestWords = 4;
export const mostWords = 10;

/** What a password is made of. Look-alikes (I, l, 1, O, 0 and their like) are left out unless they are asked for. */
export type Recipe = { length: number; lower: boolean; upper: boolean; digits: boolean; marks: boolean; lookAlikes: boolean };

const classes = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  marks: '!#$%&()*+,-./:;<=>?@[]^_{|}~',
} as const;
const alike = /[IlO01|]/g;

/**
 * A whole number from 0 to n - 1, each as likely as the others. What 2 to the power of 32 leaves over is thrown away and
 * drawn again: taking the rest of a division would favour the small ones.
 */
export function below(n: number, source: Source = system): number {
  if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError('generator: not a number to stay below');
  const fair = 2 ** 32 - (2 ** 32 % n);
  const one = new Uint32Array(1);
  for (;;) {
    const drawn = source(one)[0]!;
    if (drawn < fair) return drawn % n;
  }
}

/** The characters of each class that a recipe takes. */
function chosen(recipe: Recipe): string[] {
  const names = (Object.keys(classes) as (keyof typeof classes)[]).filter((name) => recipe[name]);
  return names.map((name) => (recipe.lookAlikes ? classes[name] : classes[name].replace(alike, '')));
}

function fits(least: number, value: number, most: number) {
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`generator: ${least} to ${most}`);
}

/**
 * A password with at least one character of each class. One without is thrown away whole, so that every password that
 * fits is as likely as any other: putting a digit where one is missing would favour some.
 */
export function password(recipe: Recipe, source: Source = system): string {
  fits(shortest, recipe.length, longest);
  const sets = chosen(recipe);
  const all = sets.join('');
  if (all === '') throw new RangeError('generator: no characters');
  for (;;) {
    let out = '';
    while (out.length < recipe.length) out += all[below(all.length, source)];
    if (sets.every((set) => [...out].some((c) => set.includes(c)))) return out;
  }
}

/** How many bits somebody who knows the recipe has to guess: of the passwords that fit, counted exactly. */
export function passwordBits(recipe: Recipe): number {
  const sets = chosen(recipe).map((set) => set.length);
  const all = sets.reduce((a, b) => a + b, 0);
  let share = 0; // of all strings: those that have every class, by inclusion and exclusion
  for (let without = 0; without < 2 ** sets.length; without++) {
    const left = sets.reduce((sum, size, i) => (without & (1 << i) ? sum - size : sum), all);
    const sign = sets.filter((_, i) => without & (1 << i)).length % 2 ? -1 : 1;
    share += sign * (left / all) ** recipe.length;
  }
  return recipe.length * Math.log2(all) + Math.log2(share);
}

/** Words in a row, each as likely as any other of the list. */
export function passphrase(list: readonly string[], words: number, between = '-', source: Source = system): string {
  fits(fewestWords, words, mostWords);
  return Array.from({ length: words }, () => list[below(list.length, source)]!).join(between);
}

export function passphraseBits(list: readonly string[], words: number): number {
  return words * Math.log2(list.length);
}

/** The words to choose from: the long list of the EFF (CC BY 3.0 US) but for the four with a hyphen. It comes when it is needed. */
export async function loadWords(): Promise<readonly string[]> {
  const { default: text } = await import('./words.txt?raw');
  return text.trim().split('\n');
}
