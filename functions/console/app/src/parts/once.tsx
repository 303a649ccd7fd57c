import { Anchor, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Copy } from './copy';
import { Dialog } from './dialog';
import classes from './once.module.css';

const shownFor = 30_000; // ms

type Props = { title: string; of: string; name: string; value: string; why: string; kept: string; done: () => void };

/** Shows what is shown this once: it goes only after somebody said that they keep it, and hides itself meanwhile. */
export function Once({ title, of, name, value, why, kept, done }: Props) {
  const [shown, setShown] = useState(true);
  const [sure, setSure] = useState(false);
  const [missed, setMissed] = useState(false);
  useStay();
  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => setShown(false), shownFor);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <Dialog title={title} close={() => setMissed(true)}>
      <Stack gap="md">
        <Text size="sm">{why}</Text>
        <div className={classes.sheet}>
          <Text size="sm" fw={600}>{name} of {of}</Text>
          <div className={classes.value}>{shown ? value : <span className={classes.hidden}>••••• ••••• •••••</span>}</div>
        </div>
        <Group gap="lg">
          <Copy what={name} value={value} />
          {shown && <Anchor component="button" type="button" size="sm" onClick={() => window.print()}>Print</Anchor>}
          {!shown && <Anchor component="button" type="button" size="sm" onClick={() => setShown(true)}>Show it again</Anchor>}
        </Group>
        <Checkbox label={kept} checked={sure} onChange={(e) => setSure(e.currentTarget.checked)} error={missed && !sure ? 'It is never shown again: keep it first, then tick this.' : undefined} />
        <Button disabled={!sure} onClick={done}>Go on</Button>
      </Stack>
    </Dialog>
  );
}

/** Asks before the tab closes, and takes the browser's way back for a slip. */
function useStay() {
  useEffect(() => {
    const warn = (e: BeforeUnloadEvent) => e.preventDefault();
    const here = () => window.history.pushState(null, '', place);
    const place = window.location.href;
    here();
    window.addEventListener('beforeunload', warn);
    window.addEventListener('popstate', here);
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('popstate', here);
    };
  }, []);
}
