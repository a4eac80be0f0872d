// What the AssemblyScript SDK offers, once each.
import {
  Date, Duration, Months, Time, Timestamp, TimestampNanos, TimestampUtc, fail, nothing,
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
