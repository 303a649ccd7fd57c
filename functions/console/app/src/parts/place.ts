/** The part of an address that people recognize: "social.example" of "https://social.example/login". */
export function hostOf(address: string) {
  try {
    return new URL(address).host || address;
  } catch {
    return address;
  }
}
