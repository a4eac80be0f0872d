package dev.wadi.server.flight;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Things that clients refer to by names which nobody can guess. A client may forget one without
/// saying so: of too many, the one goes that has not been asked for the longest. Thread-safe.
final class Handles<T> {
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SequencedMap<ByteString, T> things = new LinkedHashMap<>(16, 0.75f, true);
  private final int most;
  private final Consumer<T> forgotten;

  /// @param most how many there may be
  /// @param forgotten gets what has to go
  Handles(int most, Consumer<T> forgotten) {
    this.most = most;
    this.forgotten = forgotten;
  }

  ByteString add(T thing) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    ByteString handle = ByteString.copyFrom(bytes);
    Optional<T> oldest = Optional.empty();
    synchronized (this) {
      things.put(handle, thing);
      if (things.size() > most) {
        oldest = Optional.of(things.pollFirstEntry().getValue());
      }
    }
    oldest.ifPresent(forgotten);
    return handle;
  }

  synchronized Optional<T> get(ByteString handle) {
    return Optional.ofNullable(things.get(handle));
  }

  synchronized Optional<T> remove(ByteString handle) {
    return Optional.ofNullable(things.remove(handle));
  }

  /// Takes all of them.
  synchronized List<T> clear() {
    List<T> all = List.copyOf(things.values());
    things.clear();
    return all;
  }
}
