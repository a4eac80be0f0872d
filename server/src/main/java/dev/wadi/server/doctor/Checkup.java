package dev.wadi.server.doctor;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.PostgresAddress;
import dev.wadi.server.http.ServerSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a server needs of the machine.
public final class Checkup {
  private static final int JDK = 25;
  private static final String HUGE_METHODS = "-XX:-DontCompileHugeMethods";
  private static final long MEBIBYTE = 1 << 20;
  private static final long HEAP_MIN = 256 * MEBIBYTE;
  private static final long DISK_MIN = 1024 * MEBIBYTE;
  private static final Instant WADI_IS_YOUNGER = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration CLOCKS_APART_MAX = Duration.ofSeconds(2);

  private final ServerSettings settings;
  private final Clock clock;

  /// @param settings of the server that is to run
  public Checkup(ServerSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// All checks, in the order in which a server would meet what they look at.
  public List<Check> checks() {
    return List.of(
        new Check("java", () -> java(Runtime.version().feature())),
        new Check("jit", () -> jit(ManagementFactory.getRuntimeMXBean().getInputArguments())),
        new Check("memory", () -> memory(Runtime.getRuntime().maxMemory())),
        new Check("port", () -> port(settings.http().port(), "--port")),
        new Check("port", () -> port(settings.http().grpcPort(), "--grpc-port")),
        new Check("data", this::data),
        new Check("catalog", this::catalog),
        new Check("disk", this::disk),
        new Check("clock", this::clock));
  }

  static Finding java(int version) {
    return version >= JDK
        ? Finding.ok("Java " + version)
        : Finding.failure("Java " + version, "run it with %d or newer".formatted(JDK));
  }

  static Finding jit(List<String> flags) {
    return flags.contains(HUGE_METHODS)
        ? Finding.ok("large functions of plugins are compiled")
        : Finding.warning(
            "large functions of plugins are interpreted, which is ten times slower",
            "start Java with " + HUGE_METHODS + ", as ./wadi does");
  }

  static Finding memory(long heapBytes) {
    String text = "%,d MiB of heap; batches are outside of it".formatted(heapBytes / MEBIBYTE);
    return heapBytes >= HEAP_MIN
        ? Finding.ok(text)
        : Finding.warning(text, "give it more: WADI_JAVA_OPTIONS=-Xmx1g");
  }

  private Finding port(int port, String option) {
    String host = settings.http().host();
    String place = "%s:%d".formatted(host, port);
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Finding.ok(place + " is free");
    } catch (IOException e) {
      return Finding.failure(
          "cannot listen on %s: %s".formatted(place, e.getMessage()),
          "stop what listens there, or take another with " + option);
    }
  }

  private Finding data() {
    if (settings.dataDirectory().isEmpty()) {
      return Finding.warning("nothing is remembered", "name a directory with --data-dir");
    }
    Path directory = existing(settings.dataDirectory().get());
    return Files.isDirectory(directory) && Files.isWritable(directory)
        ? Finding.ok(directory.toAbsolutePath() + " can be written")
        : Finding.failure(
            directory.toAbsolutePath() + " cannot be written",
            "change its owner, or take another with --data-dir");
  }

  private Finding catalog() {
    if (settings.shared().isEmpty()) {
      return Finding.ok("it is in the data directory");
    }
    PostgresAddress address = settings.shared().get().catalog().address();
    try {
      Catalog.reach(address);
      return Finding.ok(address + " answers");
    } catch (WadiException e) {
      return Finding.failure(e.getMessage(), e.hint().orElseThrow());
    }
  }

  // The directory, or what it would be made in.
  private static Path existing(Path directory) {
    Path path = directory.toAbsolutePath();
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }

  private Finding disk() {
    Path directory = existing(settings.dataDirectory().orElse(Path.of("")));
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      String text = "%,d MiB are free".formatted(free / MEBIBYTE);
      return free >= DISK_MIN
          ? Finding.ok(text)
          : Finding.warning(text, "checkpoints fail when the disk is full; make room");
    } catch (IOException e) {
      return Finding.failure(
          "nobody knows how much is free: " + e.getMessage(), "look at the file system");
    }
  }

  // That of the file system must be the same, or files look as if they came from the future.
  private Finding clock() {
    Instant now = clock.instant();
    if (now.isBefore(WADI_IS_YOUNGER)) {
      return Finding.failure("it is " + now, "set the clock: windows are cut by it");
    }
    try {
      Path file = Files.createTempFile("wadi", ".clock");
      try {
        FileTime written = Files.getLastModifiedTime(file);
        Duration apart = Duration.between(written.toInstant(), now).abs();
        return apart.compareTo(CLOCKS_APART_MAX) <= 0
            ? Finding.ok("it is " + now)
            : Finding.warning(
                "it is %s, but the file system says %s".formatted(now, written),
                "let both follow the same time server");
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return Finding.warning(
          "it is " + now + ", and there is no place for temporary files", "make room");
    }
  }
}
