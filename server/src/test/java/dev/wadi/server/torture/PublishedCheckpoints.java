package dev.wadi.server.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The checkpoints of a server, seen from outside: its folder and those of its sinks.
///
/// @param epoch of the newest that is published; 0 if there is none
/// @param manifest its text
/// @param files the names of all files
/// @param uncommitted the names that the sinks' files will have that are hidden
record PublishedCheckpoints(
    long epoch, String manifest, List<String> files, List<String> uncommitted) {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Pattern MANIFEST = Pattern.compile("manifest-(\\d+)\\.json");
  private static final Pattern EPOCH = Pattern.compile("\"epoch\":(\\d+)");
  private static final Pattern HIDDEN = Pattern.compile("\\.(.+)\\.[^.]+\\.inprogress");
  private static final Pattern STATE = Pattern.compile("state-(\\d+)-.*");

  /// @param checkpoints where the server keeps them
  /// @param output where the sinks write
  static PublishedCheckpoints in(Path checkpoints, Path output) {
    List<Path> paths = files(checkpoints);
    List<String> names = paths.stream().map(path -> path.getFileName().toString()).toList();
    long newest = newest(names);
    String text =
        paths.stream()
            .filter(path -> newest > 0)
            .filter(path -> number(MANIFEST, path.getFileName().toString()) == newest)
            .findFirst()
            .map(PublishedCheckpoints::text)
            .orElse("");
    List<String> hidden =
        files(output).stream()
            .map(path -> HIDDEN.matcher(path.getFileName().toString()))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .toList();
    return new PublishedCheckpoints(epoch(text), text, names, hidden);
  }

  private static long newest(List<String> names) {
    return names.stream().mapToLong(name -> number(MANIFEST, name)).max().orElse(0);
  }

  /// Returns right after another manifest has appeared, or when there was none for long.
  ///
  /// @param checkpoints where the server keeps them
  static void awaitAnother(Path checkpoints) {
    long before = newestIn(checkpoints);
    long last = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (newestIn(checkpoints) == before && System.nanoTime() < last) {
      Thread.onSpinWait();
    }
  }

  private static long newestIn(Path checkpoints) {
    return newest(files(checkpoints).stream().map(path -> path.getFileName().toString()).toList());
  }

  // Manifests have numbers of their own.
  private static long epoch(String manifest) {
    Matcher matcher = EPOCH.matcher(manifest);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static long number(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Those of a server that is at work may vanish meanwhile.
  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /// Whether state has been written that belongs to no checkpoint yet.
  boolean isAnotherBegun() {
    return files.stream().anyMatch(name -> number(STATE, name) > epoch);
  }

  /// Whether something is still hidden that the newest checkpoint says is to be seen.
  boolean isCommitMissing() {
    return uncommitted.stream().anyMatch(manifest::contains);
  }
}
