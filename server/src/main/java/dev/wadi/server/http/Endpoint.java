package dev.wadi.server.http;

/// Answers one kind of request, on a thread that may block.
@FunctionalInterface
interface Endpoint {
  /// @throws dev.wadi.sdk.error.WadiException to answer with a problem
  Reply answer(ApiRequest request);
}
