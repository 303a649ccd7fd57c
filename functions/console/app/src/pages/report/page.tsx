import { TextInput } from '@mantine/core';
import { IconEyeCheck, IconHistory, IconRefreshAlert, IconSearch, IconUsers, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../api/problem';
import { Initials, Mark } from '../../parts/mark';
import { useMembership } from '../../parts/memberships';
import { OrganizationSheet } from '../../parts/organization-sheet';
import { Row, Rows, Section } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { Absent, Empty, FailedPart, Waiting } from '../../parts/states';
import { begins, useThings, type Thing } from '../../parts/things';
import classes from './report.module.css';

const shown = 8; // of what is found

/** What admins and auditors may read about all of an organization. */
export default function Reports({ organization }: { organization: string }) {
  const membership = useMembership(organization);
  if (!membership || membership.kind === 'personal' || (membership.role !== 'admin' && membership.role !== 'auditor')) return <Absent />;
  const here = `/organizations/${organization}`;
  return (
    <OrganizationSheet organization={organization} at="reports" title="Reports" lead="Who gets in to what, and who may know which secrets. No secret is in any report.">
      <div className={classes.hub}>
        <div><Section title="Who gets in"><Find organization={organization} /></Section></div>
        <div><Section title="Across the organization">
          <Rows label="Other reports">
            <Row href={`${here}/vault/knowledge`} mark={<Mark icon={IconEyeCheck} />} name="Who knows what" sub="Who received which secrets, and may still know them." />
            <Row href={`${here}/vault?state=due`} mark={<Mark icon={IconRefreshAlert} tone="brass" />} name="Due for rotation" sub="Secrets that somebody knows who lost the way to them, and those that are too old." />
            <Row href={`${here}/record`} mark={<Mark icon={IconHistory} />} name="Record" sub="Who did what, when and from where." />
          </Rows>
        </Section></div>
      </div>
    </OrganizationSheet>
  );
}

/** Finds the app, member or group that a report is to be about. */
function Find({ organization }: { organization: string }) {
  const [words, setWords] = useState('');
  const things = useThings(organization, true);
  const found = (things.data ?? []).filter((t) => begins(t.kind === 'group' ? t.name : `${t.name} ${t.sub}`, words));
  return (
    <>
      <TextInput type="search" size="sm" mb="sm" aria-label="Find an app, member or group" placeholder="Find an app, member or group" leftSection={<IconSearch size={17} aria-hidden />} value={words} onChange={(e) => setWords(e.currentTarget.value)} />
      {!things.data && (things.error ? <FailedPart problem={problemOf(things.error)} again={() => void things.refetch()} /> : <Waiting rows={4} />)}
      {things.data && found.length === 0 && <Card><Empty icon={<IconSearch size={30} />} title={words ? 'Nothing found' : 'Nothing to report on yet'}>{words ? 'Each word you type is the beginning of a word of a name or address.' : 'Add an app first, and put somebody on it.'}</Empty></Card>}
      {found.length > 0 && (
        <Rows label="What a report can be about">
          {found.slice(0, shown).map((t) => <Row key={t.id} href={`/organizations/${organization}/reports/${t.kind}s/${t.id}`} mark={<ThingMark thing={t} />} name={t.name} sub={`${kinds[t.kind]} · ${t.sub}`} />)}
        </Rows>
      )}
      <output className={classes.count}>{found.length > shown && `${found.length - shown} more: type a name.`}</output>
    </>
  );
}

const kinds = { app: 'App', member: 'Member', group: 'Group' };

function ThingMark({ thing: { kind, name } }: { thing: Thing }) {
  if (kind === 'member') return <Initials name={name} />;
  return <Mark icon={kind === 'app' ? IconWorld : IconUsers} tone="grey" />;
}
