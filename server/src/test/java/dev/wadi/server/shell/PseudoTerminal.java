package dev.wadi.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The program on a terminal that no person sits at. `script`, which every Linux has, makes it.
final class PseudoTerminal implements AutoCloseable {
  static final String CTRL_C = "\u0003";
  static final String CTRL_D = "\u0004";
  static final String TAB = "\t";
  static final String ENTER = "\r";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);
  // What moves the cursor and sets colours.
  private static final String ESCAPES =
      "\u001b(\\[[0-9;?]*[A-Za-z]|[=>]|\\][^\u0007]*\u0007)|\u0007";

  private final Process process;
  private final StringBuilder shown = new StringBuilder();
  private int seen;

  /// Whether there is a tool for it here.
  static boolean isPossible() {
    return answers("util-linux", "script", "--version");
  }

  private static boolean answers(String expected, String... command) {
    try {
      Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
      String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return asked.waitFor() == 0 && answer.contains(expected);
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  /// Starts the program.
  ///
  /// @param environment besides that of this process
  PseudoTerminal(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (answers("GNU coreutils", "env", "--version")) {
      // What runs in the background may have been told to ignore it, and all below with it.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.matches("--(add|enable|sun).*|-XX:.*"))
        .forEach(command::add);
    // What the launcher says when all of these are terminals.
    for (String stream : List.of("input", "output", "errors")) {
      command.add("-Dwadi.terminal." + stream + "=true");
    }
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("dev.wadi.server.WadiMain");
    command.addAll(List.of(arguments));
    String line =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    var builder =
        new ProcessBuilder("script", "-qefc", "stty cols 80 rows 40; exec " + line, "/dev/null");
    builder.environment().put("TERM", "xterm");
    builder.environment().putAll(environment);
    process = builder.redirectErrorStream(true).start();
    Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    byte[] bytes = new byte[8192];
    try (InputStream output = process.getInputStream()) {
      for (int count = output.read(bytes); count >= 0; count = output.read(bytes)) {
        append(new String(bytes, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The terminal is gone.
    }
  }

  private synchronized void append(String text) {
    shown.append(text);
    notifyAll();
  }

  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /// Types a line.
  void enter(String line) throws IOException {
    type(line + ENTER);
  }

  /// Waits until a text is shown behind what has been waited for before.
  ///
  /// @return what was shown up to its end, without escapes
  synchronized String await(String text) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (true) {
        String plain = shown.toString().replaceAll(ESCAPES, "").replace("\r", "");
        int place = plain.indexOf(text, Math.min(seen, plain.length()));
        if (place >= 0) {
          String taken = plain.substring(seen, place + text.length());
          seen = place + text.length();
          return taken;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertThat(left).as("'%s' in:\n%s", text, plain).isPositive();
        wait(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits for the end.
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)).as(shown::toString).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
