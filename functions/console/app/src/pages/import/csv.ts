/** A line of a file that is one row: where it stands in the text, from and to. */
export type Range = { from: number; to: number };

/** A file as it was chosen: its text is in the page's memory, and nowhere else. */
export type Taken = { name: string; text: string; separator: string; escapes: boolean; header: string[]; rows: Range[] };

/** Some whole rows, as they are in the file; first is the number of the first, from 1 and without the header. */
export type Page = { first: number; count: number; csv: string };

/** What is wrong with a file, in a sentence. */
export class BadFile extends Error {}

const limit = { bytes: 50_000_000, rows: 100_000, pageRows: 200, page: 90_000 }; // page: in characters, below what a call takes
const marks = [',', ';', '\t'];

/** Reads a chosen file. */
export async function take(file: File): Promise<Taken> {
  if (file.size > limit.bytes) throw new BadFile('The file is larger than 50 MB.');
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new BadFile('The file is no text in UTF-8: save it as CSV in UTF-8.');
  }
  return takeText(file.name, text);
}

/** Takes a file's text apart. */
export function takeText(name: string, text: string): Taken {
  if (/^\s*[[{]/.test(text)) throw new BadFile('This is JSON. Export it as CSV there: every password manager can.');
  if (!text.includes('\n')) text = text.replaceAll('\r', '\n');
  const separator = separatorOf(text);
  const escapes = /^"?account"?,"?login name"?,"?password/i.test(text); // KeePass writes a quote in a cell with a backslash before it
  const reader = new Reader(text, separator, escapes);
  const header = reader.row();
  if (!header) throw new BadFile('The file is empty.');
  const rows: Range[] = [];
  for (let from = reader.at; reader.row(); from = reader.at) {
    rows.push({ from, to: reader.at });
    if (rows.length > limit.rows) throw new BadFile('The file has more than 100,000 rows: split it.');
  }
  if (rows.length === 0) throw new BadFile('The file has no rows below its first line.');
  return { name, text, separator, escapes, header: header.map((h) => h.split(/\s+/).filter(Boolean).join(' ')), rows };
}

/** The mark that makes the most cells of the first line. */
function separatorOf(text: string) {
  const cells = marks.map((m) => {
    try {
      return new Reader(text, m, false).row()?.length ?? 0;
    } catch {
      return 0;
    }
  });
  return marks[cells.indexOf(Math.max(...cells))]!;
}

/** The cells of one row. */
export function cellsOf(taken: Taken, row: Range) {
  return new Reader(taken.text.slice(row.from, row.to), taken.separator, taken.escapes).row() ?? [];
}

/** The numbers of rows that are larger than a call takes. */
export function tooLong({ rows }: Taken) {
  return rows.flatMap((r, i) => (r.to - r.from > limit.page ? [i + 1] : []));
}

/** The rows from one on, in pages as large as a call takes. A row that is larger by itself is left out. */
export function pagesOf({ text, rows }: Taken, from: number, most = limit.pageRows): Page[] {
  const pages: Page[] = [];
  let now: Page | undefined;
  for (let i = from - 1; i < rows.length; i++) {
    const row = text.slice(rows[i]!.from, rows[i]!.to);
    const fits = row.length <= limit.page;
    if (!fits || !now || now.count >= most || now.csv.length + row.length > limit.page) now = undefined;
    if (!fits) continue;
    if (!now) pages.push(now = { first: i + 1, count: 0, csv: '' });
    now.count++;
    now.csv += row;
  }
  return pages;
}

/** Reads rows as the service does: empty lines are none, and a quote stands only where a cell begins or ends with one. */
class Reader {
  at = 0;
  constructor(private text: string, private mark: string, private escapes: boolean) {}

  /** The next row's cells; nothing at the end. */
  row(): string[] | undefined {
    const { text } = this;
    while (text[this.at] === '\n' || (text[this.at] === '\r' && text[this.at + 1] === '\n')) this.at += text[this.at] === '\n' ? 1 : 2;
    if (this.at >= text.length) return undefined;
    const cells: string[] = [];
    for (;;) {
      cells.push(text[this.at] === '"' ? this.quoted() : this.plain());
      if (text[this.at] === this.mark) this.at++;
      else break;
    }
    if (text[this.at] === '\r') this.at++;
    if (text[this.at] === '\n') this.at++;
    return cells;
  }

  private plain() {
    const { text, at, mark } = this;
    let to = at;
    while (to < text.length && text[to] !== mark && text[to] !== '\n' && !(text[to] === '\r' && text[to + 1] === '\n')) to++;
    const cell = text.slice(at, to);
    if (cell.includes('"')) throw this.wrong('a quote stands in a cell that does not begin with one');
    this.at = to;
    return cell;
  }

  private quoted() {
    const { text } = this;
    let cell = '', i = this.at + 1;
    for (; i < text.length; i++) {
      if (this.escapes && text[i] === '\\' && (text[i + 1] === '"' || text[i + 1] === '\\')) cell += text[++i];
      else if (text[i] !== '"') cell += text[i];
      else if (text[i + 1] === '"') cell += text[++i];
      else break;
    }
    const after = text[i + 1];
    if (i >= text.length || !(after === undefined || after === this.mark || after === '\n' || after === '\r')) throw this.wrong('a quote is not closed, or something follows it');
    this.at = i + 1;
    return cell;
  }

  private wrong(what: string) {
    return new BadFile(`Line ${this.text.slice(0, this.at).split('\n').length} of the file is no CSV: ${what}.`);
  }
}
