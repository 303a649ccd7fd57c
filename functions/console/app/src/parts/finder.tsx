import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Schemas } from '../api/client';
import classes from './finder.module.css';

const Palette = lazy(() => import('./palette'));
const Shortcuts = lazy(() => import('./shortcuts'));

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
/** The keys that open the finder, as this machine calls them. */
export const findKeys = mac ? '⌘ K' : 'Ctrl K';

/** The way to everything by its name, by a button and by keys; and what the keys are. */
export function Finder({ me }: { me: Schemas['Me'] }) {
  const [open, setOpen] = useState<'find' | 'keys'>();
  const shut = () => setOpen(undefined);
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.altKey || document.querySelector('dialog[open]')) return;
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
        e.preventDefault();
        setOpen('find');
      }
      if (e.ctrlKey || e.metaKey || (e.target as HTMLElement).closest('input, textarea, select')) return;
      if (e.key === '?') setOpen('keys');
      if (e.key !== '/') return;
      e.preventDefault();
      const search = document.querySelector<HTMLInputElement>('main input[type=search]');
      if (search) search.focus();
      else setOpen('find');
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, []);
  return (
    <>
      <button type="button" className={classes.button} onClick={() => setOpen('find')}>
        <IconSearch size={16} aria-hidden /><span>Find anything</span><kbd>{findKeys}</kbd>
      </button>
      <ActionIcon className={classes.icon} variant="subtle" color="gray" size={40} aria-label="Find anything" onClick={() => setOpen('find')}><IconSearch size={21} aria-hidden /></ActionIcon>
      <Suspense fallback={null}>
        {open === 'find' && <Palette me={me} close={shut} />}
        {open === 'keys' && <Shortcuts close={shut} />}
      </Suspense>
    </>
  );
}
