package dev.wadi.server.shell;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.shell.display.Look;
import dev.wadi.server.shell.display.OutputFormat;
import dev.wadi.server.terminal.StandardOutput;
import dev.wadi.server.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/// What can be switched while a shell runs.
final class ShellOptions implements AutoCloseable {
  private final Terminal terminal;
  private final IntSupplier width;
  private final PrintStream standard = StandardOutput.buffered();
  private PrintStream file;
  private OutputFormat format;
  private boolean expanded;
  private boolean timing = true;

  /// @param width of the terminal; 0 if there is none
  ShellOptions(OutputFormat format, Terminal terminal, IntSupplier width) {
    this.format = format;
    this.terminal = terminal;
    this.width = width;
  }

  Terminal terminal() {
    return terminal;
  }

  /// Whether a person talks to the shell, who wants to hear what became of it.
  boolean interactive() {
    return terminal.input();
  }

  OutputFormat format() {
    return format;
  }

  void use(OutputFormat wanted) {
    format = wanted;
  }

  boolean expanded() {
    return expanded;
  }

  void expand(boolean on) {
    expanded = on;
  }

  boolean timing() {
    return timing;
  }

  void time(boolean on) {
    timing = on;
  }

  Look look() {
    int columns = width.getAsInt();
    boolean cut = file == null && interactive() && columns > 0;
    return new Look(expanded, cut ? columns : Integer.MAX_VALUE);
  }

  /// Where rows go.
  PrintStream out() {
    return file == null ? standard : file;
  }

  /// Whether rows go where a person looks at them.
  boolean seen() {
    return file == null && terminal.output();
  }

  /// Directs rows to a file, in the place of what was there, until {@link #toStandardOutput}.
  void to(Path wanted) {
    toStandardOutput();
    try {
      file = new PrintStream(Files.newOutputStream(wanted), false, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.FILE_UNWRITABLE, "cannot write '%s': %s".formatted(wanted, e.getMessage()), e);
    }
  }

  void toStandardOutput() {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  /// Says something to whoever talks to the shell.
  void say(String text) {
    if (interactive()) {
      standard.println(text);
      standard.flush();
    }
  }

  @Override
  public void close() {
    toStandardOutput();
    standard.flush();
  }
}
