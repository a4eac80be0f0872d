package dev.wadi.server.pipeline;

import java.time.Duration;

/// How often a pipeline that has failed is started again by itself.
///
/// @param attempts how often in a row; 0 for never
/// @param firstPause before the first attempt; it doubles from one attempt to the next
/// @param longestPause more it does not become
/// @param healthy how long a job has to run for the attempts before it to be forgotten
public record RestartPolicy(
    int attempts, Duration firstPause, Duration longestPause, Duration healthy) {
  public static final int DEFAULT_ATTEMPTS = 10;
  public static final int MAX_ATTEMPTS = 1_000_000;

  /// What a server does that is not told otherwise: it gives up after about six minutes.
  public static final RestartPolicy DEFAULT = ofAttempts(DEFAULT_ATTEMPTS);

  public RestartPolicy {
    if (attempts < 0 || attempts > MAX_ATTEMPTS || firstPause.isNegative()) {
      throw new IllegalArgumentException("attempts %d, pause %s".formatted(attempts, firstPause));
    }
  }

  /// The usual pauses between so many attempts.
  public static RestartPolicy ofAttempts(int attempts) {
    return new RestartPolicy(
        attempts, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10));
  }

  /// @param attempt from 1
  Duration pauseBefore(int attempt) {
    int doublings = Math.min(attempt - 1, Integer.SIZE - 2);
    Duration pause = firstPause.multipliedBy(1L << doublings);
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
