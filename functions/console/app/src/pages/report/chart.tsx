import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useId, useState, type PointerEvent } from 'react';
import { inWords } from '../../parts/moment';
import { byDay, ticks, type Piece } from './over-time';
import classes from './report.module.css';

type Props = { pieces: Piece[]; days: string[]; now: number; one: string; many: string };

const [height, left, bottom, top] = [220, 30, 22, 10]; // of the drawing, in its own units
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** How many could get in at each time, from zero on: those always let in below, those let in for a period above them. */
export function Chart({ pieces, days, now, one, many }: Props) {
  const [at, setAt] = useState<Piece>();
  const name = useId();
  const wide = useMediaQuery('(min-width: 780px)', true, { getInitialValueInEffect: false });
  const width = wide ? 900 : 320;
  const from = Date.parse(`${days[0]}T00:00:00Z`);
  const marks = ticks(Math.max(1, ...pieces.map((p) => p.always + p.period)));
  const x = (t: number) => left + ((t - from) / (now - from)) * (width - left - 4);
  const y = (n: number) => height - bottom - (n / marks.at(-1)!) * (height - bottom - top);
  const look = (e: PointerEvent<SVGSVGElement>) => {
    const box = e.currentTarget.getBoundingClientRect();
    const t = from + (((e.clientX - box.left) / box.width) * width - left) / (width - left - 4) * (now - from);
    setAt(pieces.find((p) => p.from <= t && t < p.to));
  };
  const area = (low: (p: Piece) => number, high: (p: Piece) => number) => pieces.filter((p) => high(p) > low(p)).map((p) => `M${x(p.from)} ${y(low(p))}V${y(high(p))}H${x(p.to)}V${y(low(p))}Z`).join('');
  const each = Math.ceil(days.length / (wide ? 14 : 4)); // so that their names stand apart
  const called = (n: number) => `${n} ${n === 1 ? one : many}`;
  return (
    <figure className={classes.chart} aria-labelledby={name}>
      <figcaption id={name} className={classes.legend}>
        <span><i className={classes.always} aria-hidden /> Always open</span>
        <span><i className={classes.period} aria-hidden /> Open for a period</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden onPointerMove={look} onPointerLeave={() => setAt(undefined)}>
        {marks.map((n) => <g key={n}><line x1={left} x2={width - 4} y1={y(n)} y2={y(n)} className={n === 0 ? classes.zero : classes.grid} /><text x={left - 8} y={y(n) + 4} textAnchor="end">{n}</text></g>)}
        {days.map((d, n) => n % each === 0 && x(Date.parse(d)) < width - 44 && <text key={d} x={x(Date.parse(`${d}T00:00:00Z`))} y={height - 5}>{date.format(new Date(d))}</text>)}
        <path d={area(() => 0, (p) => p.always)} className={classes.always} />
        <path d={area((p) => p.always, (p) => p.always + p.period)} className={classes.period} />
        {at && <rect x={x(at.from)} width={Math.max(1, x(at.to) - x(at.from))} y={top} height={height - bottom - top} className={classes.at} />}
      </svg>
      <Text size="sm" c="dimmed" className={classes.says}>
        {at ? <><b>{inWords(new Date(at.from))} to {inWords(new Date(at.to))}:</b> {called(at.always)} always, {called(at.period)} for a period</> : 'Point at a time for the exact numbers. Days are in UTC.'}
      </Text>
      <details className={classes.same}>
        <summary>The same as a table</summary>
        <table>
          <thead><tr><th scope="col">Day</th><th scope="col">Always open, most at once</th><th scope="col">For a period, most at once</th><th scope="col">Hours in which somebody was let in for a period</th></tr></thead>
          <tbody>{byDay(pieces, days).map((d) => <tr key={d.day}><th scope="row">{date.format(new Date(d.day))}</th><td>{d.always}</td><td>{d.period}</td><td>{d.hours.toLocaleString('en', { maximumFractionDigits: 1 })}</td></tr>)}</tbody>
        </table>
      </details>
    </figure>
  );
}
