import { extensionID, type Answered, type Asked } from '../../../extension/contract';

export type { Asked };

// What the browser gives a page that an extension lets speak to it, and other pages not.
type Runtime = { lastError?: unknown; sendMessage?: (to: string, asked: Asked, heard: (answer?: Answered) => void) => void };

/** Asks the extension; undefined if there is none, or it did not answer. */
export function ask(asked: Asked): Promise<Answered | undefined> {
  const runtime = (globalThis as { chrome?: { runtime?: Runtime } }).chrome?.runtime;
  return new Promise((heard) => {
    if (!runtime?.sendMessage) heard(undefined);
    else runtime.sendMessage(extensionID, asked, (answer) => heard(runtime.lastError ? undefined : answer));
  });
}

/** The version of the extension that is here; undefined if there is none. */
export async function version() {
  const answer = await ask({ kind: 'hello' });
  return answer?.kind === 'hello' ? answer.version : undefined;
}

/** Whether this browser could have it: one made from Chromium, on a computer. */
export const couldHave = () => /Chrome\/\d/.test(navigator.userAgent) && !/\bMobile\b|\bAndroid\b/.test(navigator.userAgent);
