import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { ago } from './moment';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const long = new Intl.DateTimeFormat(navigator.language.startsWith('en') ? navigator.language : 'en-GB', { dateStyle: 'full' });

/** The last minute of a day like "2027-05-31", in the viewer's zone. */
export function endOf(date: string) {
  const [year, month, day] = date.split('-').map(Number);
  return new Date(year ?? Number.NaN, (month ?? Number.NaN) - 1, day ?? Number.NaN, 23, 59);
}

const two = (n: number) => String(n).padStart(2, '0');

/** The day of an instant in the viewer's zone, like "2027-05-31". */
export function dayOf(instant: Date) {
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

function inYears(n: number) {
  const then = new Date();
  then.setFullYear(then.getFullYear() + n);
  return then;
}

/** What is wrong with an end date, if anything; "" is none. The service takes an hour to ten years ahead. */
export function wrongEnd(date: string) {
  if (date === '') return undefined;
  const at = endOf(date).getTime();
  if (Number.isNaN(at)) return 'A whole date, please.';
  if (at < Date.now() + 3_600_000) return 'This is over, or nearly: take a later day.';
  return at > inYears(10).getTime() ? 'At most ten years from now.' : undefined;
}

/** Takes the last day of something, and says until when that is. */
export function EndDate(props: TextInputProps & { value: string }) {
  const at = endOf(props.value);
  return (
    <div>
      <TextInput type="date" label="Last day" min={dayOf(new Date())} max={dayOf(inYears(10))} {...props} />
      <Text component="output" size="sm" c="dimmed" display="block" mt={4}>
        {!Number.isNaN(at.getTime()) && !wrongEnd(props.value) && `Until the end of ${long.format(at)} (${zone}), ${ago(at)}. It then ends by itself.`}
      </Text>
    </div>
  );
}
