type Ask = (organization: string) => Promise<boolean>;

// Nobody signed out opens a secret: how to ask comes with what only who is signed in loads.
let ask: Ask = () => Promise.resolve(false);

/** Says how somebody is asked to unlock an organization. */
export function whenLocked(how: Ask) {
  ask = how;
}

/** Asks somebody to unlock an organization, for what is not sent from here; true once they did. */
export const askToUnlock = (organization: string) => ask(organization);

/**
 * Sends a request. What an organization refuses for being locked waits until somebody has unlocked it, and is then sent
 * again as it was: no page need know that this can happen.
 */
export async function unlocking(request: Request, send: (request: Request) => Promise<Response>) {
  const again = request.clone();
  const got = await send(request);
  const organization = got.status === 403 && new URL(request.url).pathname.match(/^\/api\/organizations\/([^/]+)\//)?.[1];
  if (!organization || !(await isLocked(got))) return got;
  return (await ask(organization)) ? send(again) : got;
}

async function isLocked(refusal: Response) {
  const problem: unknown = await refusal.clone().json().catch(() => null);
  return (problem as { type?: string } | null)?.type === 'urn:valetkey:problem:organization-locked';
}
