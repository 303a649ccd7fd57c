/** The part of an address that people recognize: "social.example" of "https://social.example/login". */
export function hostOf(address: string) {
  try {
    return new URL(address).host || address;
  } catch {
    return address;
  }
}

/** An address as it was typed, with https where no scheme was. */
export function withScheme(address: string) {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
}
