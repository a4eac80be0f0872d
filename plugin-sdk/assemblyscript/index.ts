// What functions of a Wadi plugin can use, and how batches become calls of them. The types below
// are names for SQL's types: `Date` in a signature is a DATE, and an i32 everywhere else.

/** DATE: days since 1970-01-01. */
export type Date = i32;
/** TIME: microseconds since midnight. */
export type Time = i64;
/** TIMESTAMP: microseconds since 1970-01-01, without time zone. */
export type Timestamp = i64;
/** TIMESTAMP WITH TIME ZONE: microseconds since 1970-01-01 UTC. */
export type TimestampUtc = i64;
/** TIMESTAMP(9): nanoseconds since 1970-01-01, without time zone. */
export type TimestampNanos = i64;
/** INTERVAL of days and smaller units: microseconds. */
export type Duration = i64;
/** INTERVAL of years and months: months. */
export type Months = i32;

// code, row, address and length of a message
const report: usize = memory.data(16);
const ERROR_CODE: i32 = 1;
const PANIC_CODE: i32 = 2;
let message: usize = 0;

// What the last call came to, besides a value.
const NULL: i32 = 1;
const ERROR: i32 = 2;
let outcome: i32 = 0;

// The bytes of results of one batch, kept until the next.
let bytes: usize = 0;
let bytesLength: i32 = 0;
let bytesCapacity: i32 = 0;

// Of an ArrowArray.
const LENGTH: usize = 0;
const NULL_COUNT: usize = 8;
const BUFFERS: usize = 40;
const CHILDREN: usize = 44;

/** `return nothing<T>()`: the result is null. */
export function nothing<T>(): T {
  outcome = NULL;
  return empty<T>();
}

/** `return fail<T>("why")`: the query fails and names the row. */
export function fail<T>(message: string): T {
  outcome = ERROR;
  keepMessage(message);
  return empty<T>();
}

// Of numbers 0. Of the others a value that nobody looks at.
function empty<T>(): T {
  if (isString<T>()) return changetype<T>(changetype<usize>(""));
  if (isReference<T>()) return changetype<T>(changetype<usize>(new Uint8Array(0)));
  return <T>0;
}

// ---- Batches, as ABI.md describes them ------------------------------------------------------------

/** The rows of a batch. */
// @ts-ignore: decorator
@inline
export function rowsOf(output: usize): i32 {
  return <i32>load<i64>(output, LENGTH);
}

/** The column of an argument. */
// @ts-ignore: decorator
@inline
export function columnOf(input: usize, index: usize): usize {
  return load<usize>(load<usize>(input, CHILDREN) + index * sizeof<usize>());
}

// @ts-ignore: decorator
@inline
function buffer(column: usize, index: usize): usize {
  return load<usize>(load<usize>(column, BUFFERS) + index * sizeof<usize>());
}

// @ts-ignore: decorator
@inline
function bit(bits: usize, row: i32): bool {
  return ((load<u8>(bits + (row >> 3)) >> <u8>(row & 7)) & 1) != 0;
}

/** Whether an argument has a value in a row. */
// @ts-ignore: decorator
@inline
export function isValid(column: usize, row: i32): bool {
  const validity = buffer(column, 0);
  return validity == 0 || bit(validity, row);
}

/** Whether the host wants a result for a row. */
// @ts-ignore: decorator
@inline
export function isAsked(output: usize, row: i32): bool {
  return load<i64>(output, NULL_COUNT) == 0 || bit(buffer(output, 0), row);
}

/** The value of an argument that is valid. */
// @ts-ignore: decorator
@inline
export function read<T>(column: usize, row: i32): T {
  const values = buffer(column, 1);
  if (isReference<T>()) {
    const offsets = values + <usize>row * 4;
    const start = load<i32>(offsets);
    const length = load<i32>(offsets, 4) - start;
    const bytes = buffer(column, 2) + start;
    if (isString<T>()) {
      return changetype<T>(changetype<usize>(String.UTF8.decodeUnsafe(bytes, length)));
    }
    const copy = new Uint8Array(length);
    memory.copy(copy.dataStart, bytes, length);
    return changetype<T>(changetype<usize>(copy));
  }
  if (isBoolean<T>()) return <T>bit(values, row);
  return load<T>(values + <usize>row * sizeof<T>());
}

// A block that may not be there yet.
function enlarged(block: usize, size: usize): usize {
  return block == 0 ? heap.alloc(size) : heap.realloc(block, size);
}

function room(length: i32): usize {
  if (bytesLength + length > bytesCapacity) {
    bytesCapacity = (bytesLength + length) * 2 + 1024;
    bytes = enlarged(bytes, bytesCapacity);
  }
  const start = bytes + bytesLength;
  bytesLength += length;
  return start;
}

/** Before the first row. */
export function begin<T>(output: usize): void {
  __collect(); // of the batch before; nothing managed is in use now
  bytesLength = 0;
  if (isReference<T>()) store<i32>(buffer(output, 1), 0);
}

/** Before each call. */
// @ts-ignore: decorator
@inline
export function beginCall(): void {
  outcome = 0;
}

/** Takes a result over. False if there is none, because the function failed. */
// @ts-ignore: decorator
@inline
export function write<T>(output: usize, row: i32, value: T): bool {
  if (outcome == ERROR) {
    store<i32>(report, ERROR_CODE);
    store<i32>(report, row, 4);
    return false;
  }
  if (outcome == NULL || (isNullable<T>() && changetype<usize>(value) == 0)) {
    writeNull<T>(output, row);
    return true;
  }
  const values = buffer(output, 1);
  if (isReference<T>()) {
    writeBytes<T>(value);
    store<i32>(values + <usize>row * 4, bytesLength, 4);
  } else if (isBoolean<T>()) {
    setBit(values, row, <bool>value);
  } else {
    store<T>(values + <usize>row * sizeof<T>(), value);
  }
  return true;
}

function writeBytes<T>(value: T): void {
  if (isString<T>()) {
    const text = changetype<string>(changetype<usize>(value));
    const length = String.UTF8.byteLength(text);
    String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, room(length));
  } else {
    const array = changetype<Uint8Array>(changetype<usize>(value));
    memory.copy(room(array.length), array.dataStart, array.length);
  }
}

/** A result that is null, or that nobody asked for. */
// @ts-ignore: decorator
@inline
export function writeNull<T>(output: usize, row: i32): void {
  setBit(buffer(output, 0), row, false);
  if (isReference<T>()) store<i32>(buffer(output, 1) + <usize>row * 4, bytesLength, 4);
}

// @ts-ignore: decorator
@inline
function setBit(bits: usize, row: i32, value: bool): void {
  const at = bits + (row >> 3);
  const mask = <u8>1 << <u8>(row & 7);
  store<u8>(at, value ? load<u8>(at) | mask : load<u8>(at) & ~mask);
}

/** Behind the last row. */
export function end<T>(output: usize): void {
  if (isReference<T>()) store<usize>(load<usize>(output, BUFFERS) + 2 * sizeof<usize>(), bytes);
}

// ---- What every plugin exports ----------------------------------------------------------------------

function keepMessage(text: string): void {
  const length = String.UTF8.byteLength(text);
  message = enlarged(message, length + 1);
  String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, message);
  store<usize>(report, message, 8);
  store<i32>(report, length, 12);
}

export function wadi_error(): usize {
  return report;
}

export function wadi_alloc(size: usize, align: usize): usize {
  const block = heap.alloc(size + align + sizeof<usize>());
  const start = (block + sizeof<usize>() + align - 1) & ~(align - 1);
  store<usize>(start - sizeof<usize>(), block);
  return start;
}

export function wadi_free(address: usize, size: usize, align: usize): void {
  heap.free(load<usize>(address - sizeof<usize>()));
}

/** An exception that nobody caught, or a failed assertion: the host asks for the message. */
export function onAbort(text: string | null, file: string | null, line: u32, column: u32): void {
  const place = (file == null ? "" : file) + ":" + line.toString() + ":" + column.toString();
  keepMessage((text == null ? "aborted" : text) + " at " + place);
  store<i32>(report, PANIC_CODE);
  store<i32>(report, -1, 4);
  unreachable();
}
