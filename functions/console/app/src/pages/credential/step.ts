import type { Schemas } from '../../api/client';

/** What every step of one credential is given; again asks anew how it stands. */
export type Step = { organization: string; one: Schemas['FiledSeen']; here: string; again: () => void };
