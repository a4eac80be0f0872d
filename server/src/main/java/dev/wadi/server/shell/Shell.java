package dev.wadi.server.shell;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.client.FlightSqlClient;
import dev.wadi.server.shell.StatementParser.WordAtCursor;
import dev.wadi.server.shell.display.OutputFormat;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/// Reads what a person types, and runs it, until they leave.
public final class Shell {
  private static final String PROMPT = "wadi> ";
  private static final String PROMPT_OF_OTHER_LINES = "%P -> ";
  private static final Set<String> FAREWELLS = Set.of("exit", "quit");

  private final ShellOptions options;
  private final ScriptRunner scripts;
  private final LineReader reader;

  private Shell(ShellOptions options, ScriptRunner scripts, LineReader reader) {
    this.options = options;
    this.scripts = scripts;
    this.reader = reader;
  }

  /// Talks to a person until they leave.
  ///
  /// @param greeting says where they are
  /// @return the exit code
  public static int talk(
      FlightSqlClient client,
      OutputFormat format,
      dev.wadi.server.terminal.Terminal streams,
      String greeting) {
    var interrupts = new Interrupts();
    try (Terminal terminal = TerminalBuilder.builder().system(true).name("wadi").build();
        var options = new ShellOptions(format, streams, terminal::getWidth)) {
      terminal.handle(Signal.INT, signal -> interrupts.happen());
      var session = new Session(client, options, interrupts);
      var scripts = new ScriptRunner(session, options, interrupts);
      options.say(greeting);
      new Shell(options, scripts, reader(terminal, session)).loop();
      return 0;
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "the terminal cannot be used: " + e.getMessage(), e);
    }
  }

  private static LineReader reader(Terminal terminal, Session session) {
    var completion = new Completion(session.names()::tables, session.names()::functions);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new StatementParser())
            .history(new HistoryFile())
            .completer((reader, line, candidates) ->
                completion
                    .of((WordAtCursor) line)
                    .forEach(word -> candidates.add(new Candidate(word))))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, PROMPT_OF_OTHER_LINES)
            // An exclamation mark and a backslash are what they are.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true);
    HistoryFile.open().ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    return builder.build();
  }

  static boolean isFarewell(String text) {
    return FAREWELLS.contains(text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s*;$", ""));
  }

  private void loop() {
    Outcome outcome = Outcome.DONE;
    while (outcome != Outcome.LEFT) {
      try {
        String text = reader.readLine(PROMPT);
        outcome = isFarewell(text) ? Outcome.LEFT : scripts.run(text);
      } catch (UserInterruptException e) {
        // What has been typed is gone; the next line, please.
      } catch (EndOfFileException e) {
        outcome = Outcome.LEFT;
      }
      options.out().flush();
    }
  }
}
