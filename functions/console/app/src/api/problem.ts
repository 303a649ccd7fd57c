import { inWords } from '../parts/moment';
import type { components } from './generated';

type Wire = components['schemas']['Problem'];

/** A refusal (RFC 9457), or the sentence that stands for one when no answer came at all. */
export class Problem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly fields: Record<string, string>;
  readonly instance: string | undefined;

  /** retryAfter is in seconds; 0 if the service did not say. */
  constructor(wire: Partial<Wire> & { status: number }, retryAfter = 0) {
    super(local(wire.detail ?? sentence(wire.status)) + (wire.status === 429 ? waiting(retryAfter) : ''));
    this.name = 'Problem';
    this.status = wire.status;
    this.kind = (wire.type ?? '').replace('urn:valetkey:problem:', '');
    this.instance = wire.instance;
    this.fields = {};
    for (const f of wire.fields ?? []) this.fields[f.name.replace(/^(body|path|query)\./, '')] = said(f.reason);
  }

  /** No answer: the connection, or the service, is away. */
  get unreachable() {
    return this.status === 0;
  }
}

/** How long to wait before it is worth trying again, in words. */
function waiting(seconds: number) {
  if (seconds <= 0) return '';
  const [n, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [Math.ceil(seconds / 60), 'minute'] : [Math.ceil(seconds / 3600), 'hour'];
  return ` You can try again in ${n} ${unit}${n === 1 ? '' : 's'}.`;
}

/** Instants in a message, in the viewer's zone as everywhere else. */
function local(message: string) {
  return message.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g, (at) => inWords(new Date(at)));
}

/** A reason is told of its field, like "is too short": beside the field it stands alone. */
function said(reason: string) {
  const whole = /^(is|has|must|may|needs) /.test(reason) ? `this ${reason}` : reason;
  const text = local(whole.charAt(0).toUpperCase() + whole.slice(1));
  return /[.!?]$/.test(text) ? text : `${text}.`;
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
