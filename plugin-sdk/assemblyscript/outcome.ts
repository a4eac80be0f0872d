// What a call came to, besides a value: null, or a reason why there is none. The host asks for the
// reasons.

import { Growing } from "./growing";

const ERROR_CODE: i32 = 1;
const PANIC_CODE: i32 = 2;

const DONE: i32 = 0;
const FAILED: i32 = 1;
const REJECTED: i32 = 4;

const NULL: i32 = 1;
const ERROR: i32 = 2;
let outcome: i32 = 0;
let reason: string = "";

// Code, row, address and length of a message.
const report: usize = memory.data(16);
let message: usize = 0;

// The rows that were rejected, as an array of the host's kind: numbers and messages.
const rows = new Growing(false, []);
const messages = new Growing(true, []);
const arrays: usize = memory.data(3 * 64, 8);
const children: usize = memory.data(8);
const buffers: usize = memory.data(2 * 12);

/** `return nothing<T>()`: the result is null. */
export function nothing<T>(): T {
  outcome = NULL;
  return empty<T>();
}

/** `return fail<T>("why")`: there is no result for this row. */
export function fail<T>(message: string): T {
  outcome = ERROR;
  reason = message;
  return empty<T>();
}

// Of numbers 0. Of the others a value that nobody looks at.
function empty<T>(): T {
  if (isVoid<T>()) return;
  if (isString<T>()) return changetype<T>(changetype<usize>(""));
  if (isReference<T>()) return changetype<T>(changetype<usize>(new Uint8Array(0)));
  return <T>0;
}

/** Before the first call of a batch, when nothing managed is in use but what globals hold. */
export function begin(): void {
  __collect(); // of the batch before
  rows.reset();
  messages.reset();
}

/** Before each call. */
// @ts-ignore: decorator
@inline
export function beginCall(): void {
  outcome = 0;
}

/** Whether the call gave a value. If it failed, the row is rejected. */
// @ts-ignore: decorator
@inline
export function isGiven(row: i32): bool {
  if (outcome == ERROR) reject(row);
  return outcome == 0;
}

/** Whether the call failed. */
// @ts-ignore: decorator
@inline
export function hasFailed(): bool {
  return outcome == ERROR;
}

function reject(row: i32): void {
  rows.push<i32>(row);
  messages.push<string>(reason);
}

/** What a function returns that may have rejected rows. */
export function finish(): i32 {
  if (rows.rows == 0) return DONE;
  store<i64>(arrays, rows.rows);
  store<i64>(arrays, 2, 32);
  store<usize>(arrays, children, 44);
  for (let i: usize = 0; i < 2; i++) {
    const array = arrays + 64 * (i + 1);
    store<usize>(children + 4 * i, array);
    store<usize>(array, buffers + 12 * i, 40);
  }
  rows.pointAt(arrays + 64);
  messages.pointAt(arrays + 128);
  return REJECTED;
}

/** What a function returns that fails as a whole. */
export function failBatch(row: i32): i32 {
  keepMessage(ERROR_CODE, row, reason);
  return FAILED;
}

/** What a call returns that has no rows to reject. */
export function codeOfCall(): i32 {
  return outcome == ERROR ? failBatch(-1) : DONE;
}

function keepMessage(code: i32, row: i32, text: string): void {
  const length = String.UTF8.byteLength(text);
  message = message == 0 ? heap.alloc(length + 1) : heap.realloc(message, length + 1);
  String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, message);
  store<i32>(report, code);
  store<i32>(report, row, 4);
  store<usize>(report, message, 8);
  store<i32>(report, length, 12);
}

export function wadi_error(): usize {
  return report;
}

export function wadi_rejected(): usize {
  return arrays;
}

/** An exception that nobody caught, or a failed assertion: the host asks for the message. */
export function onAbort(text: string | null, file: string | null, line: u32, column: u32): void {
  const place = (file == null ? "" : file) + ":" + line.toString() + ":" + column.toString();
  keepMessage(PANIC_CODE, -1, (text == null ? "aborted" : text) + " at " + place);
  unreachable();
}
