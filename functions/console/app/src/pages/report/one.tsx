import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload, IconUserQuestion } from '@tabler/icons-react';
import { useSearchParams } from 'wouter';
import { problemOf } from '../../api/problem';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { Refused } from '../../parts/refused';
import { More } from '../../parts/rows';
import { handFile } from '../../parts/save';
import { Card } from '../../parts/sheet';
import { Absent, Empty, FailedPart, Waiting } from '../../parts/states';
import { useGroup } from '../groups/queries';
import { useMember } from '../members/queries';
import { useResource } from '../resource/queries';
import { reportFile, useReport, type About, type Line, type Subject } from './queries';
import classes from './report.module.css';
import { Table } from './table';
import { Trend } from './trend';

type Props = { organization: string; about: string; which: string };

/** Who gets in to an app, or what a member gets in to, or who gets in through a group (rule J11). */
export default function ReportPage({ organization, about, which }: Props) {
  switch (about) {
    case 'apps':
      return <OfApp organization={organization} about={about} which={which} />;
    case 'members':
      return <OfMember organization={organization} about={about} which={which} />;
    case 'groups':
      return <OfGroup organization={organization} about={about} which={which} />;
    default:
      return <Absent />;
  }
}

function OfApp(of: Subject) {
  const name = useResource(of.organization, of.which).data?.name;
  return <Report of={of} title={name ? `Who gets in to ${name}` : 'Who gets in'} />;
}

function OfMember(of: Subject) {
  const one = useMember(of.organization, of.which).data;
  return <Report of={of} title={one ? `What ${one.name ?? one.email} gets in to` : 'What a member gets in to'} />;
}

function OfGroup(of: Subject) {
  const name = useGroup(of.organization, of.which).data?.name;
  return <Report of={of} title={name ? `Who gets in through ${name}` : 'Who gets in through a group'} />;
}

const states: { value: string; label: string; is: (l: Line) => boolean }[] = [
  { value: '', label: 'All', is: () => true },
  { value: 'in', label: 'Gets in now', is: (l) => !l.void && (l.state === 'standing' || l.state === 'open') },
  { value: 'open', label: 'Open for a period', is: (l) => l.state === 'open' },
  { value: 'standing', label: 'Always open', is: (l) => l.state === 'standing' },
  { value: 'locked', label: 'Locked', is: (l) => l.state === 'locked' || l.state === 'pending' },
  { value: 'unused', label: 'Never used', is: (l) => l.lastUseKnown && !l.lastUse },
];

function Report({ of, title }: { of: Subject; title: string }) {
  const [params, setParams] = useSearchParams();
  const day = params.get('day') ?? '';
  const state = states.find((s) => s.value === params.get('state')) ?? states[0]!;
  const set = (name: string, value: string) => setParams((was) => {
    const now = new URLSearchParams(was);
    if (value) now.set(name, value);
    else now.delete(name);
    return now;
  }, { replace: true });
  const report = useReport(of, day);
  const save = useMutation({ mutationFn: async () => handFile(await reportFile(of, day), 'text/csv;charset=utf-8', `valetkey-report${day && `-${day}`}.csv`) });
  const all = report.data?.pages.flatMap((p) => p.items) ?? [];
  const lines = all.filter(day ? (l) => state.value !== 'in' || l.times.length > 0 : state.is);
  return (
    <OrganizationSheet organization={of.organization} at="reports" title={title} lead={day ? 'Who could get in on that day, as it was then.' : 'Who has access through what, and how it opens.'}>
      <div className={classes.tools}>
        <TextInput type="date" size="sm" label="On a day (UTC)" description="Empty: now" max={new Date().toISOString().slice(0, 10)} value={day} onChange={(e) => set('day', e.currentTarget.value)} />
        <NativeSelect
          size="sm" label="Show" value={state.value} onChange={(e) => set('state', e.currentTarget.value)}
          data={day ? [{ value: '', label: 'All' }, { value: 'in', label: 'Could get in' }] : states.map(({ value, label }) => ({ value, label }))}
        />
        <Button size="sm" variant="default" leftSection={<IconDownload size={15} aria-hidden />} loading={save.isPending} onClick={() => save.mutate()}>Save all as CSV</Button>
      </div>
      <Refused error={save.error} />
      {!report.data && (report.error ? <FailedPart problem={problemOf(report.error)} again={() => void report.refetch()} /> : <Waiting rows={4} />)}
      {report.data && lines.length === 0 && <Nobody of={of.about} narrowed={all.length > 0} more={report.hasNextPage} />}
      {lines.length > 0 && <Table organization={of.organization} about={of.about} lines={lines} day={day} />}
      {report.data && <More of={report} />}
      {report.data && <div className={classes.trend}><Trend of={of} /></div>}
    </OrganizationSheet>
  );
}

function Nobody({ of, narrowed, more }: { of: About; narrowed: boolean; more: boolean }) {
  const title = narrowed || more ? 'None among these' : of === 'members' ? 'No apps' : 'Nobody';
  const why = more ? 'There is more: look on with “Show more”.' : narrowed ? 'Show all, or another day.' : of === 'apps' ? 'Nobody is assigned to it.' : of === 'members' ? 'They are on no app, by themselves or by a group.' : 'The group is on no app, or nobody is in it.';
  return <Card><Empty icon={<IconUserQuestion size={30} />} title={title}>{why}</Empty></Card>;
}
