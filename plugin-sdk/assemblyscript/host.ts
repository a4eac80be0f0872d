// What the host does for a plugin beyond computing; all but the log has to be granted.

import { read, columnOf, isValid, startOf } from "./batch";

@external("wadi", "http")
declare function host_http(request: usize, response: usize): i32;
@external("wadi", "http_read")
declare function host_http_read(headers: usize, body: usize): void;
@external("wadi", "metric")
declare function host_metric(kind: i32, name: usize, length: i32, value: f64): void;
@external("wadi", "log")
declare function host_log(level: i32, text: usize, length: i32): void;

/** What to ask another system over HTTP. Headers are texts `name: value`. */
export class Request {
  headers: string[] = [];
  constructor(public method: string, public url: string, public body: Uint8Array | null = null) {}

  /** The same with one more header. */
  header(name: string, value: string): Request {
    this.headers.push(name + ": " + value);
    return this;
  }
}

export function get(url: string): Request {
  return new Request("GET", url);
}

export function post(url: string, body: string): Request {
  return new Request("POST", url, Uint8Array.wrap(String.UTF8.encode(body)));
}

/** What it answered. If nothing was asked, or there is no answer, the status is 0, and the body may say why. */
export class Response {
  constructor(public status: i32, public headers: string[], public body: Uint8Array) {}

  text(): string {
    return String.UTF8.decodeUnsafe(this.body.dataStart, this.body.length);
  }

  /** The value of a header, whose name is in lower case. */
  header(name: string): string | null {
    for (let i = 0; i < this.headers.length; i++) {
      const line = this.headers[i];
      if (line.startsWith(name + ":")) return line.substring(name.length + 1).trim();
    }
    return null;
  }
}

/** Sends a request and waits, which counts against the time of the call. */
export function send(request: Request): Response {
  const count = request.headers.length;
  const words = new StaticArray<usize>(8 + 2 * count);
  const at = changetype<usize>(words);
  // What texts consist of, kept until it was sent.
  const kept: ArrayBuffer[] = [];
  for (let i = 0; i < 2 + count; i++) {
    const text = i == 0 ? request.method : i == 1 ? request.url : request.headers[i - 2];
    const bytes = String.UTF8.encode(text);
    kept.push(bytes);
    const place = i < 2 ? 2 * i : 8 + 2 * (i - 2);
    words[place] = changetype<usize>(bytes);
    words[place + 1] = <usize>bytes.byteLength;
  }
  words[4] = at + 8 * sizeof<usize>();
  words[5] = <usize>count;
  const body = request.body;
  if (body !== null) {
    // An empty body is a body, too.
    words[6] = body.length == 0 ? at : body.dataStart;
    words[7] = <usize>body.length;
  }
  const sizes = new StaticArray<i32>(3);
  const failed = host_http(at, changetype<usize>(sizes)) != 0;
  const lines = new ArrayBuffer(sizes[1]);
  const reply = new Uint8Array(sizes[2]);
  host_http_read(changetype<usize>(lines), reply.dataStart);
  const headers = String.UTF8.decode(lines).split("\n");
  headers.pop(); // behind the last line
  return new Response(failed ? 0 : sizes[0], headers, reply);
}

/** The response of a row, from its three columns. */
export function readResponse(input: usize, first: i32, row: i32): Response {
  const status = columnOf(input, first);
  if (!isValid(status, row)) return new Response(0, [], new Uint8Array(0));
  const lines = columnOf(input, first + 1);
  const items = columnOf(lines, 0);
  const headers: string[] = [];
  for (let i = startOf(lines, row); i < startOf(lines, row + 1); i++) {
    headers.push(read<string>(items, i));
  }
  return new Response(
    read<i32>(status, row), headers, read<Uint8Array>(columnOf(input, first + 2), row));
}

/** Adds to a counter of the job. Names are of a to z and _. */
export function count(name: string, value: f64): void {
  measure(0, name, value);
}

/** Adds to a distribution of the job. */
export function observe(name: string, value: f64): void {
  measure(1, name, value);
}

function measure(kind: i32, name: string, value: f64): void {
  const bytes = String.UTF8.encode(name);
  host_metric(kind, changetype<usize>(bytes), bytes.byteLength, value);
}

export enum Level { DEBUG, INFO, WARN, ERROR }

/** A line of the host's log, which takes so many per second. */
export function log(level: Level, text: string): void {
  const bytes = String.UTF8.encode(text);
  host_log(level, changetype<usize>(bytes), bytes.byteLength);
}
