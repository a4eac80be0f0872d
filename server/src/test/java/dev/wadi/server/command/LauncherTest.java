package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script `wadi` up to the point where it would build.
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path SCRIPT = Path.of(System.getProperty("wadi.home"), "wadi");

  @TempDir Path directory;

  @Test
  void itHelpsFromAnywhereThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("w"), SCRIPT);
    Run run = run(List.of(link.toString(), "help"), Map.of());
    // Deleting the directory would warn of a link that leads out of it.
    Files.delete(link);
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).startsWith("Usage: ./wadi COMMAND").contains("demo", "bench");
  }

  @Test
  void itFindsTheJdkThatRunsThisTest() throws Exception {
    Run run =
        run(
            List.of(SCRIPT.toString(), "jdk"),
            Map.of("JAVA_HOME", System.getProperty("java.home")));
    assertThat(run.output().strip()).isEqualTo(System.getProperty("java.home"));
  }

  @Test
  void anOldJdkIsPassedOver() throws Exception {
    Path old = fakeJdk("17.0.2");
    Run run = run(List.of(SCRIPT.toString(), "jdk"), Map.of("JAVA_HOME", old.toString()));
    assertThat(run.output()).doesNotContain(old.toString());
  }

  @Test
  void aNewerJdkWillDo() throws Exception {
    Path newer = fakeJdk("27");
    Run run = run(List.of(SCRIPT.toString(), "jdk"), Map.of("JAVA_HOME", newer.toString()));
    assertThat(run.output().strip()).isEqualTo(newer.toString());
  }

  private Path fakeJdk(String version) throws IOException {
    Path home = Files.createDirectories(directory.resolve("jdk"));
    Files.createDirectories(home.resolve("bin"));
    for (String tool : List.of("java", "javac")) {
      Files.createFile(home.resolve("bin").resolve(tool)).toFile().setExecutable(true);
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private Run run(List<String> command, Map<String, String> environment) throws Exception {
    var builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private record Run(int exitCode, String output) {}
}
