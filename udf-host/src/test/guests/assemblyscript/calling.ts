// Calls what the host offers, from AssemblyScript.

import { Level, Request, Response, count, fail, get, log, observe, post, send } from "wadi";

export function as_fetch(url: string, header: string): string {
  const request = get(url);
  request.headers.push(header);
  const reply = send(request);
  if (reply.status == 0) return fail<string>("no response: " + reply.text());
  count("fetched", 1);
  observe("bytes", reply.body.length);
  log(Level.WARN, "fetched");
  return reply.text();
}

export function as_headers(url: string): i32 {
  const reply = send(get(url));
  return reply.header("content-length") === null ? -1 : reply.headers.length;
}

export class AsAsk {
  static inFlight: i32 = 7;
  static ordered: bool = false;

  static request(url: string, header: string, body: string): Request | null {
    if (body.length == 0) return null;
    if (body.startsWith("!")) return fail<Request | null>("not asked");
    const request = post(url, body);
    request.headers.push(header);
    return request;
  }

  static response(url: string, header: string, body: string, reply: Response): string | null {
    if (reply.status == 0) return "nothing";
    return reply.status == 200 ? reply.text() : null;
  }
}
