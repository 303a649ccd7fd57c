import { Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { Note } from '../../parts/note';
import { BadFile, take, type Taken } from './csv';
import classes from './import.module.css';

/** Chooses a CSV file, or takes one that is dropped. It is read here and goes nowhere yet. */
export function Choose({ label, chosen }: { label: string; chosen: (file: Taken) => void }) {
  const [wrong, setWrong] = useState('');
  const [over, setOver] = useState(false);
  const look = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    setWrong('');
    try {
      chosen(await take(file));
    } catch (e) {
      setWrong(e instanceof BadFile ? e.message : 'The file could not be read. Choose it again.');
    }
  };
  return (
    <>
      {/* What is dropped is for its field. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <label
        className={classes.drop} data-over={over || undefined} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(e) => { e.preventDefault(); setOver(false); void look(e.dataTransfer.files); }}
      >
        <IconFileTypeCsv size={30} aria-hidden />
        <span>{label}</span>
        <Text component="span" size="sm" c="dimmed">or drop it here</Text>
        <input type="file" accept=".csv,.txt,.tsv,.json,text/csv" onChange={(e) => { void look(e.currentTarget.files); e.currentTarget.value = ''; }} />
      </label>
      {wrong && <Note>{wrong}</Note>}
    </>
  );
}
