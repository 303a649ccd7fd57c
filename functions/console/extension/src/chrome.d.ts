// Of Chromium's interface to extensions, what is used here and no more: what is not in this file cannot be called.

/** The console's origin, put in at build. */
declare const ORIGIN: string;

declare namespace chrome {
  type Heard<F> = { addListener(listener: F): void };
  type Answer = (answer: unknown) => void;

  namespace runtime {
    type Sender = { origin?: string; url?: string; id?: string };
    const id: string;
    function getManifest(): { version: string };
    function sendMessage<T>(message: unknown): Promise<T>;
    const onMessage: Heard<(message: never, sender: Sender, answer: Answer) => boolean>;
    const onMessageExternal: Heard<(message: unknown, sender: Sender, answer: Answer) => boolean>;
  }

  namespace tabs {
    type Tab = { id?: number; url?: string; pendingUrl?: string; status?: 'loading' | 'complete' | 'unloaded' };
    function get(id: number): Promise<Tab>;
    function query(which: { active: true; currentWindow: true }): Promise<Tab[]>;
    function create(what: { url: string }): Promise<Tab>;
  }

  namespace scripting {
    type Target = { tabId: number; frameIds: number[] } | { tabId: number; documentIds: string[] };
    type Result<T> = { documentId: string; frameId: number; result?: T };
    function executeScript(what: { target: Target; files: string[] }): Promise<Result<unknown>[]>;
    function executeScript<A extends unknown[], T>(what: { target: Target; func: (...args: A) => T; args?: A }): Promise<Result<T>[]>;
  }

  namespace action {
    function setBadgeText(what: { tabId: number; text: string }): Promise<void>;
    function setBadgeBackgroundColor(what: { tabId: number; color: string }): Promise<void>;
    function setTitle(what: { tabId: number; title: string }): Promise<void>;
  }

  namespace permissions {
    function contains(what: { origins: string[] }): Promise<boolean>;
    function request(what: { origins: string[] }): Promise<boolean>;
  }

  namespace dom {
    function openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null;
  }
}
