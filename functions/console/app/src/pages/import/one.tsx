import { Anchor, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Moment } from '../../parts/moment';
import { Note } from '../../parts/note';
import { Card, Sheet } from '../../parts/sheet';
import { Failed, Loading } from '../../parts/states';
import look from '../request/look.module.css';
import { Choose } from './choose';
import type { Taken } from './csv';
import classes from './import.module.css';
import { takeOver, useImport } from './queries';
import { Done, Rest } from './rest';
import { whyOf } from './rows-list';

/** One import: what came of it so far, and going on with the file it is of. */
export function One({ organization, which, admin }: { organization: string; which: string; admin: boolean }) {
  const found = useImport(organization, which);
  const [file, setFile] = useState(() => takeOver(which));
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const now = found.data;
  const here = `/organizations/${organization}/import`;
  return (
    <Sheet title={now.name} eyebrow="Import" back={{ href: here, name: 'Import' }} width="middle">
      <Stack gap="md">
        <Card label="How it stands">
          {now.seen > 0 && (
            <dl className={classes.numbers}>
              <Number of={now.made} is="made" />
              {now.duplicates > 0 && <Number of={now.duplicates} is="like what was there" />}
              {now.refused > 0 && <Number of={now.refused} is="could not be kept" />}
            </dl>
          )}
          {now.seen === 0 && <div className={look.strong}>Nothing is imported yet</div>}
          <Text size="sm" mt={6}>Begun by {now.by} on <Moment at={now.at} />. {now.undone ? <>Undone by {now.undoneBy} on <Moment at={now.undone} />.</> : <>What is made goes into <Anchor component={Link} href={`/organizations/${organization}/vault?folder=${now.folder}`}>{now.folderName}</Anchor>, which only admins see until you say otherwise.</>}</Text>
        </Card>
        {admin && !now.undone && <Go key={file?.name} organization={organization} now={now} file={file} setFile={setFile} />}
        {now.problems.length > 0 && <Problems all={now.problems} of={now.duplicates + now.refused} />}
        {admin && !now.undone && <Text size="sm"><Link href={`${here}/${which}/undo`} className={look.quiet}>{now.seen === 0 ? 'Give this import up, to begin with other columns…' : 'Undo this import…'}</Link></Text>}
      </Stack>
    </Sheet>
  );
}

function Number({ of, is }: { of: number; is: string }) {
  return <div><dt>{is}</dt><dd>{of.toLocaleString('en')}</dd></div>;
}

type GoProps = { organization: string; now: Schemas['ImportProgress']; file?: Taken; setFile: (file?: Taken) => void };

/** Asks for the file, unless it is there, and goes on with what of it was not dealt with. */
function Go({ organization, now, file, setFile }: GoProps) {
  const [wrong, setWrong] = useState(false);
  const [asks, ask] = useState(now.seen === 0);
  const chosen = (one: Taken) => {
    const same = one.separator === now.separator && one.header.length === now.columns.length && one.header.every((h, i) => h === now.columns[i]!.column);
    setWrong(!same);
    if (same) setFile(one);
  };
  if (file && file.rows.length >= now.nextRow) return <Rest organization={organization} now={now} file={file} />;
  if (file) return <Done />;
  return (
    <Card label="Going on">
      <Text size="sm">{now.seen === 0 ? 'Choose the file to see what would become of its rows.' : <>Rows up to {(now.nextRow - 1).toLocaleString('en')} are dealt with.</>}</Text>
      {!asks && <Anchor component="button" type="button" size="sm" onClick={() => ask(true)}>The file has more: go on with it</Anchor>}
      {asks && <div className={classes.below}><Choose label="Choose the same file" chosen={chosen} /></div>}
      {wrong && <Note>This is not the same file: its columns are others.</Note>}
    </Card>
  );
}

/** The rows that were not made, by their numbers in the file. */
function Problems({ all, of }: { all: Schemas['ImportProblem'][]; of: number }) {
  const shown = all.slice(0, 1000);
  return (
    <Card label="Not made">
      <div className={look.strong}>Not made</div>
      <ul className={classes.rows}>
        {shown.map((p) => <li key={p.row}><div><Text component="span" size="sm" c="dimmed">Row {p.row}</Text> {whyOf(p)}</div></li>)}
      </ul>
      {of > shown.length && <Text size="sm" c="dimmed">And {(of - shown.length).toLocaleString('en')} more.</Text>}
    </Card>
  );
}
