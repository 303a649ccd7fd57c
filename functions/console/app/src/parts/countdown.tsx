import { useEffect, useState } from 'react';

/** The instant of now in ms, again and again: every second in the last hour before an end, otherwise every half minute. */
export function useNow(end = Infinity) {
  const [now, setNow] = useState(Date.now);
  const soon = end - now < 3_600_000 && end > now;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), soon ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [soon]);
  return now;
}

const two = (n: number) => String(n).padStart(2, '0');

/** How much is left, as "2 days 4 h", "5 h 12 min" or "12 min 05 s". */
function left(ms: number) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days ${hours % 24} h`;
  if (hours >= 1) return `${hours} h ${two(minutes % 60)} min`;
  return `${minutes} min ${two(seconds % 60)} s`;
}

/** What remains until an end, live; its end is already outside. */
export function Countdown({ until }: { until: string }) {
  const end = new Date(until).getTime();
  const now = useNow(end);
  return <span role="timer">{now < end ? `${left(end - now)} left` : 'over'}</span>;
}
