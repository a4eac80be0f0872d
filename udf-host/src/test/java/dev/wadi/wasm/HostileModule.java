package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A file of `src/test/resources/hostile`. Its head says what is expected, in lines like
///
/// ```
/// ;; expect: call PLUGIN_TIMEOUT a part of the message
/// ;; expect: works
/// ;; limits: fuel 1_000_000 millis 100
/// ;; argument: text
/// ;; grants: metrics http:127.0.0.1:1
/// ```
///
/// @param step where it must fail; empty if it must work
record HostileModule(
    String name,
    Optional<Step> step,
    ErrorCode code,
    String message,
    PluginLimits limits,
    boolean takesText,
    Grants grants,
    String source) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "hostile");
  private static final Pattern EXPECT =
      Pattern.compile("(?m)^;; expect: (?:works|(upload|open|call) (\\w+) ?(.*))$");
  private static final Pattern LIMITS =
      Pattern.compile("(?m)^;; limits: fuel ([0-9_]+) millis ([0-9_]+)$");

  private static final Pattern GRANTS = Pattern.compile("(?m)^;; grants: (.*)$");

  /// What is done with a module, in this order.
  enum Step {
    UPLOAD,
    OPEN,
    CALL
  }

  /// Those with functions.
  static List<HostileModule> all() throws IOException {
    return all(FOLDER);
  }

  /// Those with a source or a sink.
  static List<HostileModule> connectors() throws IOException {
    return all(FOLDER.resolve("connectors"));
  }

  private static List<HostileModule> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".wat"))
          .sorted()
          .map(HostileModule::read)
          .toList();
    }
  }

  private static HostileModule read(Path file) {
    String source = text(file);
    Matcher expect = EXPECT.matcher(source);
    if (!expect.find()) {
      throw new IllegalStateException(file + " does not say what is expected");
    }
    Matcher limits = LIMITS.matcher(source);
    PluginLimits own =
        limits.find()
            ? PluginFixture.LIMITS
                .withFuelPerBatch(WatFunction.integer(limits.group(1)))
                .withBatchMillis(WatFunction.integer(limits.group(2)))
            : PluginFixture.LIMITS;
    return new HostileModule(
        file.getFileName().toString().replace(".wat", ""),
        Optional.ofNullable(expect.group(1)).map(step -> Step.valueOf(step.toUpperCase())),
        expect.group(2) == null ? null : ErrorCode.valueOf(expect.group(2)),
        expect.group(3) == null ? "" : expect.group(3),
        own,
        source.contains("\n;; argument: text\n"),
        grants(source),
        source);
  }

  private static Grants grants(String source) {
    Matcher granted = GRANTS.matcher(source);
    return granted.find() ? Grants.parse(List.of(granted.group(1).split(" "))) : Grants.NONE;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] assemble() {
    return assemble(source);
  }

  /// The module of a source that may include files of the folder `parts`.
  static byte[] assemble(String source) {
    return WatModule.assemble(source, part -> text(FOLDER.resolve("parts").resolve(part + ".wat")));
  }
}
