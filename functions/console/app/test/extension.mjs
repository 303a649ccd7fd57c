// What the browser gives a page where the extension is: the page's half of contract.ts.

/** Puts an extension there that answers so, in order; the last again and again. What it was asked is in window.asked. */
export function extension(...answers) {
  return async (page) => {
    await page.addInitScript((all) => {
      window.asked = [];
      let n = 0;
      window.chrome = { ...window.chrome, runtime: {
        sendMessage(to, asked, heard) {
          window.asked.push({ to, ...asked });
          const answer = asked.kind === 'hello' ? { kind: 'hello', version: '1.0.0' } : all[Math.min(n++, all.length - 1)];
          setTimeout(() => heard(answer));
        },
      } };
    }, answers);
    await page.reload();
  };
}

export const opened = { kind: 'opened', fills: 'at once', origin: 'https://business.social.example' };
export const refused = (type, detail) => ({ kind: 'refused', status: 403, type, detail });
