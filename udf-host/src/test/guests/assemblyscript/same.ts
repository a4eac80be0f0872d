// The functions that every SDK has in its tests, and that give the same in each: in AssemblyScript.
import { Box, fail } from "wadi";

/** Between a and b. */
export function blend(a: f64, b: f64, share: f64): f64 { return a + (b - a) * share; }

/** Its characters with a dot in between. */
export function dotted(text: string): string {
  const characters: string[] = [];
  for (let i = 0; i < text.length; ) {
    const end = i + (text.codePointAt(i) > 0xFFFF ? 2 : 1);
    characters.push(text.substring(i, end));
    i = end;
  }
  return characters.join(".");
}

/** The first one that is not null. */
export function either(a: Box<i64> | null, b: Box<i64> | null): Box<i64> | null {
  return a !== null ? a : b;
}

export function quotient(a: i64, b: i64): i64 {
  if (b == 0) return fail<i64>("b is 0");
  return b == -1 ? -a : a / b;
}

/** The sums of the first, the first two, and so on. */
export function sums(xs: i64[]): i64[] {
  let sum: i64 = 0;
  const sums = new Array<i64>(xs.length);
  for (let i = 0; i < xs.length; i++) sums[i] = sum += xs[i];
  return sums;
}
