import type { Delegation } from './queries';

/** What every step of the owner's way with one delegation gets. */
export type Step = {
  organization: string; // the owner's
  one: Delegation;
  here: string; // the address of its page
};
