package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often callers ask: a bucket for each, which holds the requests of one second and fills again
/// at that rate (a token bucket). Whoever is on the machine itself is not counted. Thread-safe.
final class RequestRates {
  private static final double NANOS = 1e9;

  private final int perSecond;
  private final LongSupplier nanoTime;
  // By the name of the token, of which there are few.
  private final Map<String, Bucket> buckets = new HashMap<>();

  /// @param perSecond 0 for as often as they like
  RequestRates(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /// @throws WadiException if the caller has asked too often
  synchronized void take(Caller caller) {
    if (perSecond == 0 || caller.equals(Caller.LOCAL)) {
      return;
    }
    long now = nanoTime.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(caller.name(), name -> new Bucket(perSecond, now));
    bucket.fill(now, perSecond);
    if (bucket.requests < 1) {
      throw new WadiException(
              ErrorCode.TOO_MANY_REQUESTS,
              "more than %d requests in a second with the token '%s'"
                  .formatted(perSecond, caller.name()))
          .withHint("wait a moment; the administrator sets the limit with --request-rate");
    }
    bucket.requests--;
  }

  private static final class Bucket {
    private double requests;
    private long filledAt;

    private Bucket(double requests, long now) {
      this.requests = requests;
      this.filledAt = now;
    }

    private void fill(long now, int perSecond) {
      requests = Math.min(perSecond, requests + (now - filledAt) / NANOS * perSecond);
      filledAt = now;
    }
  }
}
