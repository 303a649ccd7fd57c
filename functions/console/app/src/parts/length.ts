const hour = 3_600; // seconds, as all lengths here
const day = 24 * hour;

/** The longest period that any policy allows. */
export const longestEver = 7 * day;

/** The longest that a broken glass stays open. */
export const longestGlass = hour;

const presets = [1, 4, 8, 12, 24, 72, 168].map((n) => n * hour);

/** What is offered within a longest length, which is always one of them. */
export function offered(longest: number) {
  const fit = presets.filter((p) => p <= longest);
  return fit.includes(longest) ? fit : [...fit, longest];
}

const units: [string, number][] = [['day', day], ['hour', hour], ['minute', 60], ['second', 1]];

/** A length in words, whole: "8 hours", "1 hour 30 minutes". A day is 24 hours. */
export function inLength(seconds: number) {
  if (seconds === day) return '24 hours';
  const parts = [];
  let rest = seconds;
  for (const [unit, size] of units) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) parts.push(`${n} ${unit}${n === 1 ? '' : 's'}`);
  }
  return parts.join(' ') || '0 seconds';
}

/** A length as a form holds it: one that is offered, or "own" with an amount of a unit. */
export type LengthValues = { length: string; amount: string; unit: string };

/** What the form begins with. */
export const firstLength = (seconds: number): LengthValues => ({ length: String(seconds), amount: '', unit: '3600' });

/** The length that was chosen, in seconds; what is no number stays none. */
export function secondsOf({ length, amount, unit }: LengthValues) {
  return length === 'own' ? Math.round(Number(amount.replace(',', '.')) * Number(unit)) : Number(length);
}

/** What is wrong with a length, if anything. */
export function wrongLength(values: LengthValues, longest: number) {
  const seconds = secondsOf(values);
  if (values.length === 'own' && (values.amount.trim() === '' || Number.isNaN(seconds) || seconds < 1)) return 'How long? A number, like 90.';
  return seconds > longest ? `At most ${inLength(longest)} here.` : undefined;
}
