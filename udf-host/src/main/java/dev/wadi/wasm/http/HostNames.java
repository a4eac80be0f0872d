package dev.wadi.wasm.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks names up, on some threads of its own: a lookup keeps the processor's thread that a virtual
/// thread runs on, and there are few of these for the whole process.
final class HostNames {
  private static final int THREADS_MAX = 16;
  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          THREADS_MAX, Thread.ofPlatform().daemon().name("plugin-names-", 0).factory());

  private HostNames() {}

  /// The addresses of a host, as {@link HttpHost#usual} writes it.
  ///
  /// @param nanos how long to wait
  static List<InetAddress> lookUp(String host, long nanos)
      throws HttpProblem, InterruptedException {
    Optional<InetAddress> address = HttpHost.address(host);
    if (address.isPresent()) {
      return List.of(address.get());
    }
    Future<InetAddress[]> found = THREADS.submit(() -> InetAddress.getAllByName(host));
    try {
      return List.of(found.get(nanos, TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw HttpProblem.failedForNow("the host '%s' is not known".formatted(host));
    } finally {
      found.cancel(false);
    }
  }
}
