import { policyInWords } from '../../parts/access-words';
import { useNow } from '../../parts/countdown';
import { inLength } from '../../parts/length';
import { Initials } from '../../parts/mark';
import { ago, Moment } from '../../parts/moment';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';
import type { Detail } from './queries';

/** Who asks, for what, why, how long, and until when that would be. */
export function Facts({ one }: { one: Detail }) {
  return (
    <Card>
      <div className={look.row}>
        <Initials name={one.name} />
        <div>
          <div className={look.strong}>{one.name}</div>
          <div className={look.small}>{asked(one)} on <Moment at={one.asked} />, <Moment at={one.asked} as="ago" /></div>
        </div>
      </div>
      {one.reason
        ? <blockquote className={look.message}>{one.reason}</blockquote>
        : <div className={`${look.small} ${look.below}`}>They gave no reason.</div>}
      <dl className={look.facts}>
        <dt>What</dt><dd><b>{one.resourceName}</b></dd>
        <dt>How long</dt><dd><b>{length(one)}</b></dd>
        {one.state === 'pending' && one.want !== 'regain' && <><dt>Until</dt><dd><IfNow one={one} /></dd></>}
        {one.state === 'pending' && <><dt>Lapses</dt><dd><Moment at={one.lapses} />, {ago(new Date(one.lapses))}</dd></>}
        <dt>Policy</dt><dd>{policyInWords(one.policy)}</dd>
      </dl>
    </Card>
  );
}

function asked({ want, extends: more }: Detail) {
  if (want === 'break-glass') return 'Broke the glass';
  if (want === 'regain') return 'Asked to have it back';
  return more ? 'Asked for more time' : 'Asked';
}

function length({ want, length: wanted, granted }: Detail) {
  if (want === 'regain') return 'For good, as before it locked itself';
  return granted < wanted ? `${inLength(granted)}, shortened from ${inLength(wanted)}` : inLength(wanted);
}

/** The end if it were approved now. More time begins where what is open ends. */
function IfNow({ one }: { one: Detail }) {
  const now = useNow();
  if (one.extends) return <>{inLength(one.granted)} after the end of what is open</>;
  return <><b><Moment at={new Date(now + one.granted * 1000).toISOString()} /></b>, if approved now</>;
}
