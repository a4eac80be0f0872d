package dev.wadi.wasm.conformance;

import dev.wadi.wasm.Grants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What stands in for the world outside of a plugin: a folder of its own, which is gone afterwards,
/// and a server.
final class Surroundings implements AutoCloseable {
  /// Of what cannot be checked, because a plugin does not like it here.
  static final String NEEDS =
      "needs something outside that is as it expects (see --option, --reply): %s";

  private final Path folder;
  private final MadeUpServer server;

  Surroundings(ConformanceSettings settings) {
    try {
      this.folder = Files.createTempDirectory("wadi-plugin-test-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.server = new MadeUpServer(settings.replies(), settings.seed());
  }

  Path folder() {
    return folder;
  }

  MadeUpServer server() {
    return server;
  }

  /// Grants, and with them what is needed besides and can be had here.
  ///
  /// @param missing what a plugin needs beyond the grants
  Grants complete(Grants grants, List<String> missing) {
    List<String> texts = new ArrayList<>(grants.texts());
    for (String capability : missing) {
      switch (capability) {
        case "clock", "random", "metrics" -> texts.add(capability);
        case "read", "write" -> texts.add("write:" + folder);
        case "http" -> texts.add("http:made-up.test");
        default -> {} // what a variable would hold, nobody can tell
      }
    }
    return Grants.parse(texts);
  }

  /// All lines of all files in the folder and of all requests, sorted. Of requests that are the
  /// same in all, one counts: who gets them can tell.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    server.bodies().forEach(body -> body.lines().forEach(lines::add));
    for (Path file : files()) {
      try {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        text.lines().forEach(lines::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As it was at the beginning.
  void clear() {
    server.answerAsUsual();
    server.takeRequests();
    try {
      for (Path file : files()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same for what writes, of which the server takes everything.
  void clearForWriting() {
    clear();
    server.welcome();
  }

  @Override
  public void close() {
    clear();
    try {
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
