// What the AssemblyScript SDK offers, once each.
import {
  Box, Date, Duration, Json, Months, Rest, Rows, Time, Timestamp, TimestampNanos, TimestampUtc, fail, nothing,
} from "wadi";

export function next_boolean(x: bool): bool { return !x; }
export function next_i8(x: i8): i8 { return x + 1; }
export function next_u8(x: u8): u8 { return x + 1; }
export function next_i16(x: i16): i16 { return x + 1; }
export function next_u16(x: u16): u16 { return x + 1; }
export function next_i32(x: i32): i32 { return x + 1; }
export function next_u32(x: u32): u32 { return x + 1; }
export function next_i64(x: i64): i64 { return x + 1; }
export function next_u64(x: u64): u64 { return x + 1; }
export function next_f32(x: f32): f32 { return x + 1; }
export function next_f64(x: f64): f64 { return x + 1; }
export function next_date(x: Date): Date { return x + 1; }
export function next_time(x: Time): Time { return x + 1; }
export function next_timestamp(x: Timestamp): Timestamp { return x + 1; }
export function next_timestamp_utc(x: TimestampUtc): TimestampUtc { return x + 1; }
export function next_timestamp_nanos(x: TimestampNanos): TimestampNanos { return x + 1; }
export function next_duration(x: Duration): Duration { return x + 1; }
export function next_months(x: Months): Months { return x + 1; }
export function next_text(x: string): string { return x + "+"; }
export function next_bytes(x: Uint8Array): Uint8Array { return x.reverse(); }

/** Null for odd numbers. */
export function half(x: i64): i64 { return x % 2 == 0 ? x / 2 : nothing<i64>(); }

export function first_word(x: string): string | null {
  const word = x.trim().split(" ")[0];
  return word.length == 0 ? null : word;
}

export function either(a: string | null, b: string | null): string | null {
  return a != null ? a : b;
}

/** A null `a` is seen, a null `b` makes the result null. */
export function repeated(a: string | null, b: i32): string {
  return (a == null ? "-" : a).repeat(b);
}

export function bytes_or_none(x: Uint8Array | null): Uint8Array | null {
  return x == null || x.length == 0 ? null : x;
}

export function quotient(a: i64, b: i64): i64 { return b == 0 ? fail<i64>("b is 0") : a / b; }

export function checked(x: string): i64 {
  assert(x.length > 0, "an empty text");
  return x.length;
}

let calls: i64 = 0;

// @ts-ignore: decorator
@volatile
export function count_calls(x: i64): i64 { return x + calls++; }

/** Makes garbage of at least x times 100 bytes. */
export function garbage(x: i64): i64 {
  let length: i64 = 0;
  for (let i: i64 = 0; i < x; i++) length += ("x".repeat(40) + i.toString()).length;
  return length;
}

export function whole(x: string): i64 {
  let number: i64 = 0;
  for (let i = 0; i < x.length; i++) {
    const digit = x.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return fail<i64>("'" + x + "' is no number");
    number = number * 10 + digit;
  }
  return x.length == 0 ? fail<i64>("an empty text") : number;
}

export function boxed_json(x: Json): Json { return "[" + x + "]"; }

// ---- Lists, classes, maps -----------------------------------------------------------------------------

export class Point {
  x: f64;
  y: f64;
  exact: bool;
}

export class Place {
  name: string = "";
  at: Point | null = null;
  seen: Array<Box<i32> | null> = [];
}

export function total(xs: f64[]): f64 {
  let sum = 0.0;
  for (let i = 0; i < xs.length; i++) sum += xs[i];
  return sum;
}

export function known(xs: (string | null)[]): i64 {
  let count = 0;
  for (let i = 0; i < xs.length; i++) if (xs[i] !== null) count++;
  return count;
}

export function word_list(x: string): string[] {
  const words: string[] = [];
  const parts = x.split(" ");
  for (let i = 0; i < parts.length; i++) if (parts[i].length > 0) words.push(parts[i]);
  return words;
}

export function moved(p: Point): Point { return { x: p.y, y: p.x, exact: !p.exact }; }

export function same_list(x: Array<Box<i64> | null> | null): Array<Box<i64> | null> | null { return x; }
export function same_bits(x: Array<Box<bool> | null> | null): Array<Box<bool> | null> | null { return x; }
export function same_texts(x: Array<Array<string | null>> | null): Array<Array<string | null>> | null { return x; }
export function same_place(x: Place | null): Place | null { return x; }
export function same_places(x: Array<Place | null> | null): Array<Place | null> | null { return x; }
export function same_map(x: Map<i64, string | null> | null): Map<i64, string | null> | null { return x; }
export function same_number(x: Box<i64> | null): Box<i64> | null { return x; }

export function joined(separator: string, parts: Rest<string>): string { return parts.join(separator); }

export function first_of(xs: Rest<Box<i64> | null>): Box<i64> | null {
  for (let i = 0; i < xs.length; i++) if (xs[i] !== null) return xs[i];
  return null;
}

// ---- Tables -------------------------------------------------------------------------------------------

export class Number {
  number: i64 = 0;
  even: bool = false;
  label: string = "";
  half: f64 = 0;
  small: i16 = 0;
}

/** So many numbers from the first. */
export function numbers(first: i64, count: i64): Rows<Number> {
  if (first >= 100_000) return fail<Rows<Number>>("too large");
  const rows: Rows<Number> = [];
  for (let i = first; i < first + count; i++) {
    const label = i == 0 ? "" : i.toString().split("").reverse().join("");
    rows.push({ number: i, even: i % 2 == 0, label, half: <f64>i / 2, small: <i16>i });
  }
  return rows;
}

export class Piece {
  piece: string | null = null;
  rest: i64[] = [];
}

export function pieces(text: string | null, separator: string): Rows<Piece> {
  if (text === null) return [new Piece()];
  const parts = text.split(separator);
  return parts.map<Piece>((piece, i, all) => {
    const rest: i64[] = [];
    for (let n = 0; n < all.length - 1 - i; n++) rest.push(n);
    return { piece, rest };
  });
}

// ---- Aggregates ---------------------------------------------------------------------------------------

export class MySum {
  sum: i64 = 0;
  count: i64 = 0;

  add(x: i64): void {
    this.sum += x;
    this.count++;
  }

  remove(x: i64): void {
    this.sum -= x;
    this.count--;
  }

  merge(other: MySum): void {
    this.sum += other.sum;
    this.count += other.count;
  }

  result(): i64 {
    return this.count == 0 ? nothing<i64>() : this.sum;
  }
}

/** Sees nulls; the state is of variable length. */
export class MyTexts {
  texts: (string | null)[] = [];
  length: i64 = 0;

  add(x: string | null, ending: string): void {
    this.texts.push(x === null ? null : x + ending);
    this.length++;
  }

  merge(other: MyTexts): void {
    this.texts = this.texts.concat(other.texts);
    this.length += other.length;
  }

  result(): string[] {
    const texts = this.texts.map<string>((x) => (x === null ? "" : x));
    texts.sort();
    texts.push(this.length.toString());
    return texts;
  }
}
