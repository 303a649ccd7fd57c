import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { copyLater } from './shown';

type Props = { what: string; text: () => Promise<string> | string; failed?: (e: unknown) => void };

/** Puts something onto the clipboard, and says so for a moment. */
export function CopyMark({ what, text, failed }: Props) {
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle');
  useEffect(() => {
    if (state !== 'done') return;
    const timer = setTimeout(() => setState('idle'), 2_500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    setState('busy');
    try {
      await copyLater(Promise.resolve(text()));
      setState('done');
    } catch (e) {
      setState('idle');
      failed?.(e);
    }
  };
  const label = state === 'done' ? `${what} copied` : `Copy ${what.toLowerCase()}`;
  return (
    <>
      <ActionIcon variant="subtle" color={state === 'done' ? 'pine' : 'gray'} size={36} loading={state === 'busy'} onClick={() => void copy()} aria-label={label} title={label}>
        {state === 'done' ? <IconCheck size={19} aria-hidden /> : <IconCopy size={19} aria-hidden />}
      </ActionIcon>
    </>
  );
}
