package dev.wadi.server.shell;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.client.FlightSqlClient;
import dev.wadi.server.shell.display.OutputFormat;
import dev.wadi.server.shell.statement.Statement;
import dev.wadi.server.terminal.ErrorReport;
import dev.wadi.server.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Goes through the statements of a text, up to the first that fails.
public final class ScriptRunner {
  private static final int DEEPEST = 20;

  private final Session session;
  private final ShellOptions options;
  private final Commands commands;
  private final Deque<Path> files = new ArrayDeque<>();

  ScriptRunner(Session session, ShellOptions options, Interrupts interrupts) {
    this.session = session;
    this.options = options;
    this.commands = new Commands(session, options, interrupts, this);
  }

  /// Runs texts, one after the other, as one session that nobody sits at.
  ///
  /// @return the exit code
  public static int run(
      FlightSqlClient client, OutputFormat format, Terminal terminal, List<String> texts) {
    var unattended = new Terminal(false, terminal.output(), terminal.errors());
    var interrupts = new Interrupts();
    try (var options = new ShellOptions(format, unattended, () -> 0)) {
      var session = new Session(client, options, interrupts);
      return new ScriptRunner(session, options, interrupts).run(texts).exitCode();
    }
  }

  private Outcome run(List<String> texts) {
    for (String text : texts) {
      Outcome outcome = run(text);
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
    return Outcome.DONE;
  }

  Outcome run(String text) {
    for (Statement statement : Statement.all(text)) {
      Outcome outcome = one(statement, text);
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
    return Outcome.DONE;
  }

  private Outcome one(Statement statement, String text) {
    try {
      if (statement.kind() == Statement.Kind.COMMAND) {
        return commands.run(statement.text());
      }
      commands.remember(statement);
      session.run(statement);
      return Outcome.DONE;
    } catch (CancellationException e) {
      options.say("cancelled");
      return Outcome.INTERRUPTED;
    } catch (RuntimeException e) {
      options.out().flush();
      if (!files.isEmpty()) {
        System.err.print("in '%s': ".formatted(files.getLast()));
      }
      return ErrorReport.print(e, text) == Outcome.BROKEN.exitCode()
          ? Outcome.BROKEN
          : Outcome.FAILED;
    }
  }

  /// Runs the statements of a file.
  ///
  /// @throws WadiException if it cannot be read, or includes itself
  Outcome runFile(Path file) {
    if (files.size() == DEEPEST) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "files include each other more than 20 deep");
    }
    files.addLast(file);
    try {
      return run(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new WadiException(ErrorCode.FILE_NOT_FOUND, "no file '%s'".formatted(file), e);
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.FILE_UNREADABLE, "cannot read '%s': %s".formatted(file, e.getMessage()), e);
    } finally {
      files.removeLast();
    }
  }
}
