package dev.wadi.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The walks through the interfaces are true, command by command. With `-Dwadi.update=true`, what
/// they print is written anew.
@Timeout(180)
class ShellDocumentTest {
  // Of what protobuf does, Java warns otherwise.
  private static final String ALLOWED = "--sun-misc-unsafe-memory-access=allow";
  private static final Path HOME = Path.of(System.getProperty("wadi.home"));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"http.md", "flight.md"})
  void everyCommandWorks(String page) throws Exception {
    for (String plugin : List.of("geo", "walk")) {
      Path module = Path.of("sample-plugins", plugin, plugin + ".wasm");
      Files.createDirectories(folder.resolve(module).getParent());
      Files.copy(HOME.resolve(module), folder.resolve(module));
    }
    try (WadiServer server = WadiServer.start(ServerSettings.temporary(1))) {
      new ShellDocument(HOME.resolve("docs").resolve(page))
          .check(
              folder,
              Map.of(
                  "WADI_URL",
                  server.url().toString(),
                  "WADI_GRPC",
                  "127.0.0.1:" + server.grpcUrl().getPort(),
                  "PATH",
                  programs() + File.pathSeparator + System.getenv("PATH"),
                  "LC_ALL",
                  "C"));
    }
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

  // A folder with a stand-in for grpcurl, which need not be on a machine.
  private Path programs() throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path grpcurl =
        Files.writeString(
            programs.resolve("grpcurl"),
            "#!/bin/sh\nexec '%s' %s -cp '%s' %s \"$@\"\n"
                .formatted(
                    java, ALLOWED, System.getProperty("java.class.path"), Grpcurl.class.getName()));
    Files.setPosixFilePermissions(grpcurl, PosixFilePermissions.fromString("rwx------"));
    return programs;
  }
}
