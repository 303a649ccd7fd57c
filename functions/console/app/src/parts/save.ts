import { Problem } from '../api/problem';

type Asked = Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** One page of a file, and where the next begins. */
export async function filePage(asked: Asked) {
  let answered;
  try {
    answered = await asked;
  } catch {
    throw new Problem({ status: 0 });
  }
  const { response, error, data } = answered;
  if (!response.ok) throw new Problem({ ...(error as object), status: response.status }, Number(response.headers.get('retry-after')) || 0);
  return { text: String(data), next: response.headers.get('valetkey-next') ?? undefined };
}

/** Hands a file to the browser. */
export function handFile(pieces: string[], type: string, name: string) {
  const address = URL.createObjectURL(new Blob(pieces, { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
