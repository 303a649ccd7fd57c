import { useCallback, useEffect, useState } from 'react';

const hides = 30_000; // ms

/**
 * A secret for as long as it is shown: 30 seconds at most, until the tab is left, or until the page is. It is in no cache
 * and in no query, only here.
 */
export function useShown<T>() {
  const [shown, setShown] = useState<{ what: T; until: number }>();
  const hide = useCallback(() => setShown(undefined), []);
  /** Shows something, for less than the 30 seconds (in ms) if it is good for less. */
  const show = useCallback((what: T, most = hides) => setShown({ what, until: Date.now() + Math.min(most, hides) }), []);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(hide, Math.max(0, shown.until - Date.now()));
    const left = () => {
      if (document.hidden) hide();
    };
    document.addEventListener('visibilitychange', left);
    window.addEventListener('pagehide', hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', left);
      window.removeEventListener('pagehide', hide);
    };
  }, [shown, hide]);
  return { shown, show, hide };
}

/** Puts a text that is still on its way onto the clipboard: some browsers allow that only while a click is fresh. */
export async function copyLater(text: Promise<string>) {
  if (typeof ClipboardItem !== 'undefined' && navigator.clipboard.write) {
    const blob = text.then((t) => new Blob([t], { type: 'text/plain' }));
    blob.catch(() => undefined); // told by text itself
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]).catch(async () => navigator.clipboard.writeText(await text));
    return;
  }
  await navigator.clipboard.writeText(await text);
}
