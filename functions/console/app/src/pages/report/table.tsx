import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Moment } from '../../parts/moment';
import { LineState } from '../../parts/state';
import type { About, Line } from './queries';
import classes from './report.module.css';

type Props = { organization: string; about: About; lines: Line[]; day: string };

/** The lines of a report. On a phone each is a card, and says beside each value what it is. */
export function Table({ organization, about, lines, day }: Props) {
  const here = `/organizations/${organization}`;
  const heads = [about === 'members' ? 'App' : 'Who', ...(about === 'groups' ? ['App'] : []), 'Through', 'How it opens', day ? 'That day' : 'Now', 'Last used', 'Asked'];
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead><tr>{heads.map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
        <tbody>
          {lines.map((l) => (
            <tr key={`${l.person}${l.resource}${l.assignment}`}>
              {about !== 'members' && <th scope="row"><Anchor component={Link} href={`${here}/members/${l.person}`} underline="hover" inherit>{l.name}</Anchor>{l.role !== 'user' && <small>{l.role}</small>}</th>}
              {about !== 'apps' && <App lead={about === 'members'}><Anchor component={Link} href={`${here}/resources/${l.resource}`} underline="hover" inherit>{l.resourceName}</Anchor></App>}
              <td data-label="Through">{l.groupName ?? 'Directly'}<small>{l.credential ? l.credentialName || 'a login' : 'their own login'}, {l.mode === 'read' ? 'may view it' : 'signs in'}</small></td>
              <td data-label="How it opens">{l.policyInWords}{!l.inherited && <small>its own rule, not the app’s</small>}{l.void && <small>no effect: an always open one decides</small>}</td>
              <td data-label={day ? 'That day' : 'Now'}>{day ? <OnDay line={l} /> : <Now line={l} />}</td>
              <td data-label="Last used"><Used line={l} /></td>
              <td data-label="Asked">{l.requests === 0 ? <span className={classes.none}>never</span> : <>{l.requests === 1 ? 'once' : `${l.requests}${l.requests === 100 ? '+' : ''} times`}{l.lastRequest && <small>{l.requests > 1 && 'last '}<Moment at={l.lastRequest} as="ago" /></small>}</>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function App({ lead, children }: { lead: boolean; children: ReactNode }) {
  return lead ? <th scope="row">{children}</th> : <td data-label="App">{children}</td>;
}

function Now({ line: { state, until, locksIn } }: { line: Line }) {
  return (
    <>
      <LineState state={state} until={until} />
      {locksIn !== undefined && <small>locks itself in {locksIn === 1 ? 'a day' : `${locksIn} days`} unless used</small>}
    </>
  );
}

/** When they could get in on the day: all of it, or the times. */
function OnDay({ line: { times, couldAsk, unsure } }: { line: Line }) {
  const whole = times.length === 1 && Date.parse(times[0]!.to) - Date.parse(times[0]!.from) >= 86_399_000;
  return (
    <>
      {times.length === 0 && <span className={classes.none}>could not get in{couldAsk && ', could ask'}</span>}
      {whole && 'all day'}
      {!whole && times.map((t) => <div key={t.from}><Moment at={t.from} /> to <Moment at={t.to} /></div>)}
      {unsure && <small>not sure: it may have locked itself</small>}
    </>
  );
}

function Used({ line: { lastUse, lastUseKnown } }: { line: Line }) {
  if (lastUse) return <Moment at={lastUse} as="ago" />;
  return <span className={classes.none}>{lastUseKnown ? 'never' : 'not known'}</span>;
}
