package dev.wadi.engine.checkpoint;

import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The manifests of a pipeline, as a log: numbered files, each of which is created once and by one
/// run. Whoever appends creates the number after the last one that it knows, and no other; so a run
/// that somebody else has overtaken finds its next number taken, for good, and can publish nothing
/// any more. That is why a run begins by appending: from then on, all runs before it are shut out,
/// even one that hangs in the middle of it. Thread-safe.
final class ManifestLog {
  private static final Pattern NAME = Pattern.compile("manifest-(\\d{19})\\.json");

  private final CheckpointStore store;
  private final String run;
  private long last;

  /// @param last the number after which the run appends
  ManifestLog(CheckpointStore store, String run, long last) {
    this.store = store;
    this.run = run;
    this.last = last;
  }

  /// Appends a manifest of this run. After an exception it may be there nevertheless, now or later:
  /// it has to stay usable.
  ///
  /// @return false if another run has taken over
  synchronized boolean append(Manifest manifest) throws IOException {
    while (!store.create(name(last + 1), ManifestCodec.write(manifest))) {
      Manifest there = read(store, last + 1);
      if (!there.run().equals(run)) {
        return false;
      }
      // Ours: its answer has been lost, or comes late.
      last++;
      if (there.epoch() == manifest.epoch()) {
        return true;
      }
    }
    last++;
    return isLast();
  }

  // Numbers are removed when there are newer ones: one that was free may have been taken before.
  private boolean isLast() throws IOException {
    if (numbers(store.names()).getFirst() <= last) {
      return true;
    }
    store.delete(name(last));
    return false;
  }

  synchronized long last() {
    return last;
  }

  /// @throws WadiException if it is of a newer version of the format
  static Manifest read(CheckpointStore store, long number) throws IOException {
    String name = name(number);
    try (InputStream in = store.read(name)) {
      return ManifestCodec.read(name, in.readAllBytes());
    }
  }

  /// The numbers of all manifests among some names, newest first.
  static List<Long> numbers(List<String> names) {
    return names.stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(name -> Long.parseLong(name.group(1)))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  static String name(long number) {
    return "manifest-%019d.json".formatted(number);
  }
}
