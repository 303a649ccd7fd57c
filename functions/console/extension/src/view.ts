type Child = Node | string | false | undefined | null;
type Props = Record<string, string | boolean | ((e: Event) => void) | undefined>;

/** Makes an element. Texts are texts: nothing is ever read as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') e.addEventListener(name, value);
    else if (value !== undefined && value !== false) e.setAttribute(name, value === true ? '' : value);
  }
  e.append(...children.filter((c): c is Node | string => Boolean(c)));
  return e;
}

/** Opens a page of the console, and leaves. */
export function openConsole(path: string) {
  void chrome.tabs.create({ url: ORIGIN + path }).then(() => window.close());
}

export const button = (text: string, press: (e: Event) => void, props: Props = {}) => h('button', { type: 'button', click: press, ...props }, text);
