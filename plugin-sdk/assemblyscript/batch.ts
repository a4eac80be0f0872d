// Batches, as ABI.md describes them: how values are read, and results of flat types written.

export * from "./outcome";
export * from "./growing";

// Of an ArrowArray.
const LENGTH: usize = 0;
const NULL_COUNT: usize = 8;
const CHILD_COUNT: usize = 32;
const BUFFERS: usize = 40;
const CHILDREN: usize = 44;

// The bytes of results of one batch, kept until the next.
let bytes: usize = 0;
let bytesLength: i32 = 0;
let bytesCapacity: i32 = 0;

/** The rows of a batch. */
// @ts-ignore: decorator
@inline
export function rowsOf(array: usize): i32 {
  return <i32>load<i64>(array, LENGTH);
}

/** The column of an argument, or what is inside of a list or struct. */
// @ts-ignore: decorator
@inline
export function columnOf(array: usize, index: usize): usize {
  return load<usize>(load<usize>(array, CHILDREN) + index * sizeof<usize>());
}

/** How many columns there are. */
export function columnsOf(array: usize): i32 {
  return <i32>load<i64>(array, CHILD_COUNT);
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

/** Whether a column has a value in a row. */
// @ts-ignore: decorator
@inline
export function isValid(column: usize, row: i32): bool {
  const validity = buffer(column, 0);
  return validity == 0 || bit(validity, row);
}

/** Whether all columns from one on have a value in a row. */
export function areValid(array: usize, from: i32, row: i32): bool {
  for (let i = from; i < columnsOf(array); i++) {
    if (!isValid(columnOf(array, i), row)) return false;
  }
  return true;
}

/** Whether the host wants a result for a row. */
// @ts-ignore: decorator
@inline
export function isAsked(output: usize, row: i32): bool {
  return load<i64>(output, NULL_COUNT) == 0 || bit(buffer(output, 0), row);
}

/** Where the items of a list begin, or of the list before one end. */
// @ts-ignore: decorator
@inline
export function startOf(column: usize, row: i32): i32 {
  return load<i32>(buffer(column, 1) + <usize>row * 4);
}

/** A value of a flat type that is not null. */
// @ts-ignore: decorator
@inline
export function read<T>(column: usize, row: i32): T {
  const values = buffer(column, 1);
  if (isReference<T>()) {
    const start = startOf(column, row);
    const length = startOf(column, row + 1) - start;
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

function room(length: i32): usize {
  if (bytesLength + length > bytesCapacity) {
    bytesCapacity = (bytesLength + length) * 2 + 1024;
    bytes = bytes == 0 ? heap.alloc(bytesCapacity) : heap.realloc(bytes, bytesCapacity);
  }
  const start = bytes + bytesLength;
  bytesLength += length;
  return start;
}

/** Before the first row of a result. */
export function beginResult<T>(output: usize): void {
  bytesLength = 0;
  if (isReference<T>()) store<i32>(buffer(output, 1), 0);
}

// @ts-ignore: decorator
@inline
export function write<T>(output: usize, row: i32, value: T): void {
  const values = buffer(output, 1);
  if (isReference<T>()) {
    writeBytes<T>(value);
    store<i32>(values + <usize>row * 4, bytesLength, 4);
  } else if (isBoolean<T>()) {
    setBit(values, row, <bool>value);
  } else {
    store<T>(values + <usize>row * sizeof<T>(), value);
  }
}

function writeBytes<T>(value: T): void {
  if (isString<T>()) {
    const text = changetype<string>(changetype<usize>(value));
    const start = room(String.UTF8.byteLength(text));
    String.UTF8.encodeUnsafe(
      changetype<usize>(text), text.length, start, false, String.UTF8.ErrorMode.REPLACE);
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

/** Behind the last row of a result. */
export function endResult<T>(output: usize): void {
  if (isReference<T>()) store<usize>(load<usize>(output, BUFFERS) + 2 * sizeof<usize>(), bytes);
}

/** How many rows of a table the host is given. */
export function giveRows(output: usize, rows: i32): void {
  store<i64>(output, rows, LENGTH);
}

// ---- Memory for the host ----------------------------------------------------------------------------

export function wadi_alloc(size: usize, align: usize): usize {
  const block = heap.alloc(size + align + sizeof<usize>());
  const start = (block + sizeof<usize>() + align - 1) & ~(align - 1);
  store<usize>(start - sizeof<usize>(), block);
  return start;
}

export function wadi_free(address: usize, size: usize, align: usize): void {
  heap.free(load<usize>(address - sizeof<usize>()));
}
