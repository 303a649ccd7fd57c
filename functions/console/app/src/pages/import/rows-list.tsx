import { Anchor, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import state from '../../parts/state.module.css';
import { cellsOf, type Taken } from './csv';
import { becomes } from './columns';
import classes from './import.module.css';
import type { Row } from './run';

const outcomes: Record<Row['outcome'], ['pine' | 'brass' | 'grey', string]> = {
  new: ['pine', 'New'], made: ['pine', 'Made'], there: ['grey', 'There already'], duplicate: ['brass', 'Duplicate'], refused: ['brass', 'Cannot be kept'],
};

const kinds: { name: string; is: (r: Row) => boolean }[] = [
  { name: 'All', is: () => true },
  { name: 'New', is: (r) => r.outcome === 'new' || r.outcome === 'made' },
  { name: 'Duplicates', is: (r) => r.outcome === 'duplicate' },
  { name: 'Cannot be kept', is: (r) => r.outcome === 'refused' },
  { name: 'Kept otherwise', is: (r) => (r.said?.length ?? 0) > 0 },
];
const step = 100;

/** What would become, or became, of each row, and which of them to see. */
export function RowsList({ file, columns, judged }: { file: Taken; columns: Schemas['ImportColumn'][]; judged: Row[] }) {
  const [kind, setKind] = useState(0);
  const [shown, show] = useState(step);
  const some = judged.filter(kinds[kind]!.is);
  return (
    <>
      <fieldset className={classes.filters} style={{ border: 0, margin: 0, padding: 0 }} aria-label="Which rows">
        {kinds.map((k, i) => {
          const count = judged.filter(k.is).length;
          if (count === 0 && i > 0) return null;
          return <button key={k.name} type="button" aria-pressed={i === kind} onClick={() => { setKind(i); show(step); }}>{k.name} {count.toLocaleString('en')}</button>;
        })}
      </fieldset>
      <ul className={classes.rows} aria-label="Rows">
        {some.slice(0, shown).map((r) => <One key={r.row} row={r} called={calledOf(file, columns, r.row)} />)}
      </ul>
      {some.length > shown && <Anchor component="button" type="button" size="sm" onClick={() => show(shown + step)}>Show more</Anchor>}
    </>
  );
}

function One({ row, called }: { row: Row; called: string }) {
  const [tone, text] = outcomes[row.outcome];
  return (
    <li>
      <div>
        <Text component="span" size="sm" c="dimmed">{row.row}</Text> <b>{called}</b>
        {row.outcome === 'duplicate' && <small>{row.ofRow ? `Like row ${row.ofRow} of this file.` : `Like ${row.name ?? 'one'}, which is there.`}</small>}
        {row.why && <small>{whyOf(row)}</small>}
        {row.said?.map((s) => <small key={s}>{sentence(s)}</small>)}
      </div>
      <span className={`${state.pill} ${state[tone]}`}>{text}</span>
    </li>
  );
}

/** What a row is called in its file: never anything that may be secret. */
function calledOf(file: Taken, columns: Schemas['ImportColumn'][], row: number) {
  const cells = cellsOf(file, file.rows[row - 1]!);
  for (const is of ['name', 'url', 'username']) {
    const cell = cells[columns.findIndex((c) => c.is === is)]?.trim();
    if (cell) return cell;
  }
  return 'Without a name';
}

/** Why a row was not made, with the field that is to blame. */
export function whyOf({ field, why = '' }: { field?: string; why?: string }) {
  const name = becomes.find((b) => b.value === field)?.label;
  return name ? `${name} ${sentence(why, false)}` : sentence(why);
}

function sentence(text: string, begins = true) {
  const whole = begins ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
