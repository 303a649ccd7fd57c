import { IconInbox } from '@tabler/icons-react';
import { useSearch } from 'wouter';
import { problemOf } from '../../api/problem';
import { useMembership } from '../../parts/memberships';
import { inLength } from '../../parts/length';
import { Initials } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { More, Row, Rows } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { RequestState } from '../../parts/state';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { Tabs } from '../../parts/tabs';
import { useMine, useQueue, useWaiting, type Request } from './queries';

type Show = 'decide' | 'mine' | 'decided';

/** Requests to be let in: those to decide, one's own, and those that are decided. An auditor has none to decide. */
export default function Requests({ organization }: { organization: string }) {
  const asked = new URLSearchParams(useSearch()).get('show');
  const show: Show = asked === 'mine' || asked === 'decided' ? asked : 'decide';
  const here = `/organizations/${organization}/requests`;
  const waiting = useWaiting(organization);
  return (
    <OrganizationSheet organization={organization} at="requests" title="Requests" lead="Who asks to be let in to what.">
      <Tabs
        label="Which requests" at={show}
        tabs={[{ at: 'decide', href: here, name: 'To decide', mark: waiting }, { at: 'mine', href: `${here}?show=mine`, name: 'Mine' }, { at: 'decided', href: `${here}?show=decided`, name: 'Decided' }]}
      />
      {show === 'decide' && <Queue organization={organization} state="open" />}
      {show === 'mine' && <Mine organization={organization} />}
      {show === 'decided' && <Queue organization={organization} state="done" />}
    </OrganizationSheet>
  );
}

function Queue({ organization, state }: { organization: string; state: 'open' | 'done' }) {
  const all = useQueue(organization, state);
  const open = state === 'open';
  return (
    <List organization={organization} of={all} label={open ? 'To decide' : 'Decided'} none={open ? 'Nothing waits for you' : 'Nothing was decided yet'}>
      {open ? 'When somebody asks for what you may decide, you get a mail, and it appears here.' : 'What you might have decided stays here for half a year.'}
    </List>
  );
}

function Mine({ organization }: { organization: string }) {
  const name = useMembership(organization)?.name;
  return (
    <List organization={organization} of={useMine(organization)} label="Mine" none="You asked for nothing yet" own>
      When an app of {name} is locked, you ask from its page.
    </List>
  );
}

type ListProps = { organization: string; of: ReturnType<typeof useMine>; label: string; none: string; own?: boolean; children: React.ReactNode };

function List({ organization, of, label, none, own = false, children }: ListProps) {
  if (!of.data) return of.error ? <FailedPart problem={problemOf(of.error)} again={() => void of.refetch()} /> : <Waiting rows={3} />;
  const items = of.data.pages.flatMap((p) => p.items);
  if (items.length === 0 && !of.hasNextPage) return <Card><Empty icon={<IconInbox size={30} />} title={none}>{children}</Empty></Card>;
  return (
    <>
      <Rows label={label}>
        {items.map((q) => (
          <Row
            key={q.id} href={`/organizations/${organization}/requests/${q.id}`} mark={<Initials name={own ? q.resourceName : q.name} />}
            name={own ? q.resourceName : `${q.name}: ${q.resourceName}`} sub={<>{what(q)} · <Moment at={q.asked} as="ago" /></>} state={<RequestState request={q} />}
          />
        ))}
      </Rows>
      <More of={of} />
    </>
  );
}

function what({ want, granted, extends: more, reason }: Request) {
  const short = reason && (reason.length > 80 ? `${reason.slice(0, 79)}…` : reason);
  const words = want === 'regain' ? 'to have it back' : want === 'break-glass' ? 'broke the glass' : `${more ? 'more time, ' : ''}${inLength(granted)}`;
  return short ? `${words} · “${short}”` : words;
}
