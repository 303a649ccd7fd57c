// Times are shown in the viewer's zone; the exact instant is in the title. The pages are in English, so the days are.
const locale = navigator.language.startsWith('en') ? navigator.language : 'en-GB';
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** An instant, as "3 Mar, 14:05"; with a day alone as "3 March 2026"; or as "5 minutes ago". */
export function Moment({ at, as = 'time' }: { at: string; as?: 'time' | 'day' | 'ago' }) {
  const instant = new Date(at);
  const text = as === 'day' ? day.format(instant) : as === 'ago' ? ago(instant) : inWords(instant);
  return (
    <time dateTime={at} title={`${full.format(instant)} (${instant.toISOString()})`}>
      {text}
    </time>
  );
}

/** An instant in the viewer's zone, as "3 Mar, 14:05", with its year if that is not this one. */
export function inWords(instant: Date) {
  const year = instant.getFullYear();
  return short.format(instant) + (year === new Date().getFullYear() ? '' : ` ${year}`);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400], ['hour', 3_600], ['minute', 60],
];

/** How far an instant is from now, in words: "in 13 days", "5 minutes ago", "just now". */
export function ago(instant: Date) {
  const seconds = (instant.getTime() - Date.now()) / 1000;
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return seconds > 0 ? 'in less than a minute' : 'just now';
}
