package dev.wadi.wasm.http;

import java.util.concurrent.CompletableFuture;

/// Who sends the requests of a plugin.
@FunctionalInterface
public interface HttpSender {
  /// Over the network.
  HttpSender NETWORK = HttpCaller::send;

  /// Sends a request; with retries, until it does not fail for now.
  ///
  /// @return completes with the reply, or with an {@link HttpProblem}, in time. Cancelling it gives
  ///   the request up
  CompletableFuture<HttpReply> send(OutgoingRequest request, AllowedHosts hosts, HttpLimits limits);
}
