import { useEffect, useState, type RefObject } from 'react';

const beyond = 10; // rows above and below what is seen, so that scrolling shows no gaps

/** The rows of a long list that are near what is seen, from first to last; rows are all of one height. */
export function useWindowed(list: RefObject<HTMLElement | null>, count: number, height: number) {
  const [seen, setSeen] = useState({ from: 0, to: 30 });
  useEffect(() => {
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const from = Math.max(0, Math.floor(-top / height) - beyond);
      const to = Math.ceil((window.innerHeight - top) / height) + beyond;
      // In steps: a row more or less is not worth painting for.
      setSeen((was) => (Math.abs(was.from - from) < 4 && Math.abs(was.to - to) < 4 ? was : { from, to }));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [list, height]);
  const to = Math.min(count, Math.max(seen.to, 0));
  return { from: Math.max(0, Math.min(seen.from, to - 1)), to };
}
