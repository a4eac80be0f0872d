package dev.wadi.server.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of the manual with commands for the shell (`sh`), each block of which may be followed by
/// what it prints (`text`). All blocks of a page are one session; the first command that fails ends
/// it.
final class ShellDocument {
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```sh\\n(.*?)^```\\n(?:```text\\n(.*?)^```\\n)?", Pattern.MULTILINE | Pattern.DOTALL);
  // Stands between what two blocks print.
  private static final String END = "\u001e";
  private static final int SECONDS_MOST = 120;

  private final Path file;
  private final List<Step> steps = new ArrayList<>();

  private record Step(String commands, String printed, int start, int end) {}

  ShellDocument(Path file) throws IOException {
    this.file = file;
    String text = Files.readString(file);
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String printed = block.group(2) == null ? "" : block.group(2);
      steps.add(new Step(block.group(1), printed, block.start(2), block.end(2)));
    }
    assertThat(steps).as("blocks").hasSize(text.split("^```sh|\n```sh", -1).length - 1);
  }

  /// Runs all blocks and compares what they print.
  ///
  /// @param folder where they are run
  void check(Path folder, Map<String, String> environment) throws Exception {
    List<String> printed = run(folder, environment);
    if (Boolean.getBoolean("wadi.update")) {
      update(printed);
      return;
    }
    for (int i = 0; i < steps.size(); i++) {
      assertThat(i < printed.size() ? settled(printed.get(i)) : null)
          .as("%s: what is printed by%n%s", file.getFileName(), steps.get(i).commands())
          .isEqualTo(settled(steps.get(i).printed()));
    }
  }

  private List<String> run(Path folder, Map<String, String> environment) throws Exception {
    var script = new StringBuilder("set -eu -o pipefail\n");
    steps.forEach(
        step -> script.append(step.commands()).append("printf '").append(END).append("'\n"));
    Path commands = Files.writeString(folder.resolve("commands.sh"), script);
    Path output = folder.resolve("commands.out");
    var builder =
        new ProcessBuilder("bash", commands.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(SECONDS_MOST, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    String all = new String(Files.readAllBytes(output), UTF_8);
    assertThat(ended && process.exitValue() == 0).as("%s: %s", file.getFileName(), all).isTrue();
    return List.of(all.split(END, -1)).subList(0, steps.size());
  }

  // What differs from run to run.
  private static String settled(String text) {
    return text.replace("\r\n", "\n")
        .replaceAll("\\b(pl|job|table|cp)_[0-9a-z]{12}", "$1_...")
        .replaceAll("\\b[0-9a-f]{64}\\b", "0f3a...")
        .stripTrailing()
        .replaceAll("\\b\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "2001-02-03T04:05:06Z");
  }

  private void update(List<String> printed) throws IOException {
    var text = new StringBuilder(Files.readString(file));
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (step.start() >= 0) {
        text.replace(step.start(), step.end(), settled(printed.get(i)) + "\n");
      }
    }
    Files.writeString(file, text);
  }
}
