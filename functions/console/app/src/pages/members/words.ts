/** How many of something, in words where there is none. */
export function several(n: number, noun: string) {
  return n === 0 ? `no ${noun}` : `${n} ${noun}${n === 1 ? '' : 's'}`;
}
