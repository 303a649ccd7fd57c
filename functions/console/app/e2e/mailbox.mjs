// Everybody's mails, as the local mailbox hands them out.
const patience = 60_000; // ms for a mail

export class Mailbox {
  read = new Set();

  constructor(address) {
    this.address = address;
  }

  /** The oldest mail to an address about something that was not read yet, with its link and its code. */
  async next(to, subject) {
    for (const end = Date.now() + patience; Date.now() < end;) {
      for (const mail of await this.all(to)) {
        if (this.read.has(mail.messageId) || !mail.subject.includes(subject)) continue;
        this.read.add(mail.messageId);
        const text = mail.body?.text ?? '';
        return { subject: mail.subject, text, link: /https?:\/\/\S+/.exec(text)?.[0], code: /\b(\d{4}) ?(\d{4})\b/.exec(text)?.[0] };
      }
      await new Promise((go) => setTimeout(go, 200));
    }
    throw new Error(`no mail about "${subject}" came to ${to} within ${patience / 1000} s`);
  }

  async all(to) {
    const answer = await fetch(new URL('/store', this.address));
    if (!answer.ok) throw new Error(`the mailbox answers ${answer.status}`);
    const { emails } = await answer.json();
    return emails.filter((m) => (m.destination?.to ?? []).some((a) => a.toLowerCase().includes(to)));
  }
}
