/// The HTTP interface, `/api/v1`.
///
/// {@link dev.wadi.server.http.WadiServer} puts a server together. `Api` is the table of routes;
/// each leads to an `Endpoint`, a method that takes an `ApiRequest` and gives a `Reply`, and runs
/// on a virtual thread, so that it may block. Whatever it throws becomes a `Problem`
/// (`application/problem+json`). Three things do not fit that mould and live on the event loop:
/// `BodyReader`, which refuses a body as soon as it is too large, `OutputEvents`, which streams a
/// job's rows at the pace of the client, and `QueryEndpoint`, which streams a result.
///
/// What makes something goes through `IdempotencyKeys`, so that a request may come twice: its
/// endpoint hands the answer to `ApiRequest.made` in the transaction that makes it.
///
/// Beside it are `/health`, `/metrics` and `/debug`, for those who run servers.
///
/// To add a resource: an `...Endpoints` class, its lines in `Api`, and its description in
/// `openapi.yaml`.
package dev.wadi.server.http;
