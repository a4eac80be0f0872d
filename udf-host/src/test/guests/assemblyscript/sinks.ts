// Sinks that write to a server over HTTP, in AssemblyScript.

import { Column, Row, Writer, fail, post, send } from "wadi";

const CHANGES = ["+I", "-U", "+U", "-D"];

function sent(url: string, body: string): void {
  const reply = send(post(url, body));
  if (reply.status == 0) {
    fail<void>("the server does not answer");
  } else if (reply.status != 200) {
    fail<void>("the server refuses");
  }
}

function shown(row: Row, i: i32, type: string): string {
  if (row.isNull(i)) return "null";
  if (type == "b") return row.boolean(i).toString();
  if (type == "u") return row.text(i);
  if (type == "g") return (<i64>(1000.0 * row.number(i))).toString();
  return row.integer(i).toString();
}

export class PostedOptions {
  /** Where to */
  url: string = "";
  /** What lines begin with */
  mark: string = "";
}

/** Posts rows, some at a time */
export class Posted {
  static changelog: bool = true;
  static maxParallelism: i32 = 3;
  private lines: string[] = [];

  constructor(private options: PostedOptions, private columns: Column[], writer: Writer) {
    if (columns.length == 0) fail<void>("it needs a column");
    if (writer.subtask >= writer.parallelism) fail<void>("it is no writer");
  }

  write(row: Row): void {
    let line = this.options.mark + CHANGES[row.change];
    for (let i = 0; i < this.columns.length; i++) {
      const column = this.columns[i];
      line += " " + column.name + "=" + shown(row, i, column.type);
    }
    this.lines.push(line + "\n");
  }

  flush(): void {
    if (this.lines.length == 0) return;
    sent(this.options.url + "/rows", this.lines.join(""));
    this.lines = [];
  }
}

export class StagedOptions {
  /** Where to */
  url!: string;
}

/** Rows that a server shows when it is told to */
export class Staged {
  private lines: string = "";

  constructor(private options: StagedOptions, columns: Column[], private writer: Writer) {}

  write(row: Row): void {
    this.lines += row.integer(0).toString() + "\n";
  }

  prepare(epoch: i64): string[] {
    if (this.lines == "") return [];
    const name = `${this.writer.owner}~${this.writer.job}-${this.writer.subtask}-${epoch}`;
    sent(this.options.url + "/stage/" + name, this.lines);
    this.lines = "";
    return [name];
  }

  commit(committable: string): void {
    sent(this.options.url + "/commit/" + committable, "");
  }

  recover(committables: string[]): void {
    for (let i = 0; i < committables.length; i++) this.commit(committables[i]);
    sent(this.options.url + "/discard/" + this.writer.owner, "");
  }

  close(): void {
    this.lines = "";
  }
}
