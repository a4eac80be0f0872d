package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Counts what instances of one plugin had to be thrown away for, in all jobs, and puts the plugin
/// in quarantine when there were too many within some time. Kept in memory: a server that starts
/// anew has forgotten it.
///
/// The subtasks of a job run into the same failure all at once. So a failure counts only if its
/// instance was started after the last one that counted. Thread-safe.
final class PluginConduct {
  private final int failuresMax;
  private final Duration span;
  private final InstantSource clock;
  private final Deque<Instant> failures = new ArrayDeque<>();
  private long counted;
  private volatile Quarantine quarantine;

  PluginConduct(PluginLimits limits, InstantSource clock) {
    this.failuresMax = limits.failures();
    this.span = Duration.ofMillis(limits.failuresMillis());
    this.clock = clock;
  }

  /// To be asked when an instance starts, and told when it fails.
  synchronized long counted() {
    return counted;
  }

  /// An instance was thrown away.
  ///
  /// @param countedAtStart what {@link #counted} was when it started
  synchronized void failed(long countedAtStart, ErrorCode code, String reason) {
    if (!counts(code) || countedAtStart != counted || quarantine != null) {
      return;
    }
    counted++;
    Instant now = clock.instant();
    failures.add(now);
    while (failures.getFirst().isBefore(now.minus(span))) {
      failures.removeFirst();
    }
    if (failures.size() >= failuresMax) {
      quarantine = new Quarantine(now, failures.size(), reason);
    }
  }

  // A wrong result costs nobody anything.
  private static boolean counts(ErrorCode code) {
    return switch (code) {
      case PLUGIN_TRAPPED, PLUGIN_TIMEOUT, PLUGIN_MEMORY_LIMIT -> true;
      default -> false;
    };
  }

  Optional<Quarantine> quarantine() {
    return Optional.ofNullable(quarantine);
  }

  /// @throws WadiException if the plugin is in quarantine
  void requireFree(String plugin) {
    Quarantine current = quarantine;
    if (current != null) {
      throw new WadiException(
              ErrorCode.PLUGIN_QUARANTINED,
              "plugin '%s' is not called any more since %d of its instances failed within %,d s; the"
                      .formatted(plugin, current.failures(), span.toSeconds())
                  + " last: "
                  + current.reason())
          .withHint("upload it again, mended, or release it: ./wadi plugin release " + plugin);
    }
  }

  /// Forgets everything.
  synchronized void release() {
    failures.clear();
    counted++;
    quarantine = null;
  }
}
