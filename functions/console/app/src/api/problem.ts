import type { components } from './generated';

type Wire = components['schemas']['Problem'];

/** A refusal (RFC 9457), or the sentence that stands for one when no answer came at all. */
export class Problem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly fields: Record<string, string>;
  readonly instance: string | undefined;

  constructor(wire: Partial<Wire> & { status: number }) {
    super(wire.detail ?? sentence(wire.status));
    this.name = 'Problem';
    this.status = wire.status;
    this.kind = (wire.type ?? '').replace('urn:valetkey:problem:', '');
    this.instance = wire.instance;
    this.fields = {};
    for (const f of wire.fields ?? []) this.fields[f.name.replace(/^(body|path|query)\./, '')] = f.reason;
  }

  /** No answer: the connection, or the service, is away. */
  get unreachable() {
    return this.status === 0;
  }
}

function sentence(status: number) {
  switch (status) {
    case 0:
      return 'Valetkey could not be reached. Nothing you typed is lost: look at your connection and try again.';
    case 401:
      return 'Please sign in first.';
    case 404:
      return 'There is nothing here, or it is not yours to see.';
    case 429:
      return 'That was too often in a short time. Wait a little and try again.';
    case 503:
      return 'A part of Valetkey is down right now. Nothing was changed: try again in a minute.';
    default:
      return 'Something went wrong on our side. Try again in a minute.';
  }
}

/** Any thrown thing as a Problem. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem({ status: 0 });
}
