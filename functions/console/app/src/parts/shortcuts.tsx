import { Button } from '@mantine/core';
import { Dialog } from './dialog';
import { findKeys } from './finder';
import classes from './finder.module.css';

const keys: [string, string][] = [
  [findKeys, 'Find anything and go there'],
  ['/', 'Search on this page'],
  ['?', 'These keys'],
  ['↓ ↑', 'In a list: the next, the one before (j and k in the vault)'],
  ['x', 'In the vault: select'],
  ['Enter', 'Open'],
  ['Esc', 'Close what was opened over the page'],
];

/** What the keys do. */
export default function Shortcuts({ close }: { close: () => void }) {
  return (
    <Dialog title="Keys" close={close}>
      <dl className={classes.keys}>{keys.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
      <Button fullWidth variant="default" onClick={close}>Close</Button>
    </Dialog>
  );
}
