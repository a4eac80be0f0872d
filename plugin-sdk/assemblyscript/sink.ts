// What sinks get: rows of whatever columns a table has.

import { columnOf, columnsOf, isValid, read } from "./batch";
import { fail } from "./outcome";

/** A column of the table that is written. Its type is as in ABI.md: "l" is a BIGINT, "u" a TEXT. */
export class Column {
  constructor(public name: string, public type: string, public nullable: bool) {}
}

/** Which of how many writers it is, from 0; `job` is unique to the run, `owner` the same for all runs that go on where another has ended. */
export class Writer {
  constructor(
    public subtask: i32, public parallelism: i32, public job: string, public owner: string) {}
}

/** Of a sink without options. */
export class NoOptions {}

/** What becomes of a row. */
export enum Change { INSERT, UPDATE_BEFORE, UPDATE_AFTER, DELETE }

/** A row that is written. It is gone when the call ends. */
export class Row {
  index: i32 = 0;

  constructor(private input: usize, private columns: Column[]) {}

  isNull(i: i32): bool {
    return !isValid(columnOf(this.input, i), this.index);
  }

  /** TEXT and JSON. */
  text(i: i32): string {
    return read<string>(columnOf(this.input, i), this.index);
  }

  /** BYTEA. */
  bytes(i: i32): Uint8Array {
    return read<Uint8Array>(columnOf(this.input, i), this.index);
  }

  boolean(i: i32): bool {
    return read<bool>(columnOf(this.input, i), this.index);
  }

  /** FLOAT and DOUBLE. */
  number(i: i32): f64 {
    const column = columnOf(this.input, i);
    return this.columns[i].type == "f" ? <f64>read<f32>(column, this.index) : read<f64>(column, this.index);
  }

  /** Whole numbers of all widths, dates, times and intervals. */
  integer(i: i32): i64 {
    const column = columnOf(this.input, i);
    const type = this.columns[i].type;
    if (type == "c") return read<i8>(column, this.index);
    if (type == "C") return read<u8>(column, this.index);
    if (type == "s") return read<i16>(column, this.index);
    if (type == "S") return read<u16>(column, this.index);
    if (type == "i" || type == "tdD" || type == "tiM") return read<i32>(column, this.index);
    if (type == "I") return read<u32>(column, this.index);
    return read<i64>(column, this.index);
  }

  /** Of a sink with a changelog; otherwise rows are new ones. */
  get change(): Change {
    const last = this.columns.length;
    if (columnsOf(this.input) == last) return Change.INSERT;
    return <Change>read<i8>(columnOf(this.input, last), this.index);
  }
}

// Of an ArrowSchema.
const NAME: usize = 4;
const FLAGS: usize = 16;
const CHILD_COUNT: usize = 24;
const CHILDREN: usize = 32;
const NULLABLE: i64 = 2;

function isKnown(type: string): bool {
  return type.startsWith("t") || (type.length == 1 && "bcCsSiIlLfguz".includes(type));
}

// The text at a pointer, which ends with a zero.
function textAt(address: usize): string {
  const start = load<usize>(address);
  let end = start;
  while (load<u8>(end) != 0) end++;
  return String.UTF8.decodeUnsafe(start, end - start);
}

/** The columns of a table, but that of changes. */
export function columnsOfSchema(schema: usize): Column[] {
  const columns: Column[] = [];
  const count = <usize>load<i64>(schema, CHILD_COUNT);
  for (let i: usize = 0; i < count; i++) {
    const child = load<usize>(load<usize>(schema, CHILDREN) + i * sizeof<usize>());
    const column = new Column(textAt(child + NAME), textAt(child), (load<i64>(child, FLAGS) & NULLABLE) != 0);
    if (i == count - 1 && column.name == "$change") break;
    if (!isKnown(column.type)) fail<void>(`column '${column.name}' has a type that sinks here do not know`);
    columns.push(column);
  }
  return columns;
}

/** Who writes. */
export function readWriter(input: usize): Writer {
  return new Writer(
    read<i32>(columnOf(input, 1), 0), read<i32>(columnOf(input, 2), 0),
    read<string>(columnOf(input, 3), 0), read<string>(columnOf(input, 4), 0));
}

/** The value of an option, or null, in the host's JSON object. */
export function optionOf(json: string, name: string): string | null {
  let i = 1;
  while (i < json.length && json.charAt(i) != "}") {
    const key = endOf(json, i);
    const value = endOf(json, key + 1);
    if (unquoted(json.substring(i, key)) == name) return unquoted(json.substring(key + 1, value));
    i = json.charAt(value) == "," ? value + 1 : value;
  }
  return null;
}

// Where a text or number ends.
function endOf(json: string, start: i32): i32 {
  let i = start;
  if (json.charAt(i) != "\"") {
    while (json.charAt(i) != "," && json.charAt(i) != "}") i++;
    return i;
  }
  for (i++; json.charAt(i) != "\""; i++) {
    if (json.charAt(i) == "\\") i++;
  }
  return i + 1;
}

function unquoted(json: string): string {
  if (json.charAt(0) != "\"") return json;
  const units: i32[] = [];
  for (let i = 1; i < json.length - 1; i++) {
    let unit = json.charCodeAt(i);
    if (unit == 0x5c) {
      unit = json.charCodeAt(++i);
      if (unit == 0x75) {
        unit = <i32>I32.parseInt(json.substring(i + 1, i + 5), 16);
        i += 4;
      } else {
        const known = "ntrbf".indexOf(String.fromCharCode(unit));
        if (known >= 0) unit = "\n\t\r\b\f".charCodeAt(known);
      }
    }
    units.push(unit);
  }
  return String.fromCharCodes(units);
}
