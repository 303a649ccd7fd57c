import { IconHistory } from '@tabler/icons-react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Schemas } from '../api/client';
import { useMe } from '../api/session';
import { browserOf } from './browser';
import { Moment } from './moment';
import classes from './timeline.module.css';
import { words } from './timeline-words';

type Props = {
  entries: Schemas['AuditEntry'][];
  thing?: (entry: Schemas['AuditEntry']) => ReactNode; // how the thing is called here; left out where it is clear
  plain?: boolean; // without details and addresses
};

/** Lines of a record, newest first. */
export function Timeline({ entries, thing, plain = false }: Props) {
  return (
    <ol className={classes.list}>
      {entries.map((e) => <Line key={e.id} entry={e} thing={thing?.(e)} plain={plain} />)}
    </ol>
  );
}

function Line({ entry, thing, plain }: { entry: Schemas['AuditEntry']; thing: ReactNode; plain: boolean }) {
  const known = words[entry.action];
  const Icon = known?.icon ?? IconHistory;
  const more = plain ? '' : [said(entry.detail), entry.from && `from ${entry.from}`].filter(Boolean).join(' · ');
  return (
    <li className={classes.line}>
      <span className={clsx(classes.dot, known?.tone && classes[known.tone])} aria-hidden><Icon size={17} /></span>
      <div>
        <div className={classes.what}><What entry={entry} thing={thing} /></div>
        {more && <div className={classes.when}>{more}</div>}
        <div className={classes.when}><Moment at={entry.at} /> · <Moment at={entry.at} as="ago" /></div>
      </div>
    </li>
  );
}

/** A detail as people read it: a browser says at length what it is. */
function said(detail?: string) {
  return detail?.startsWith('Mozilla/') ? browserOf(detail) : detail;
}

/** Who did what, in a sentence. */
function What({ entry, thing }: { entry: Schemas['AuditEntry']; thing: ReactNode }) {
  const me = useMe();
  const known = words[entry.action];
  if (known?.alone && !entry.actorName) return known.alone;
  const who = entry.actor === me.person.id ? 'You' : (entry.actorName ?? 'Valetkey');
  const from = entry.actorOrganization && ` (${entry.actorOrganization})`;
  const say = known?.say ?? entry.action.replace('.', ': ');
  const [before, after] = (thing ? say.replaceAll(/[[\]]/g, '') : say.replaceAll(/\[.*?\]/g, '')).split('{thing}');
  return <><b>{who}</b>{from} {before}{after !== undefined && <>{thing ?? 'it'}{after}</>}</>;
}
