package dev.wadi.server.shell;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.shell.display.Look;
import dev.wadi.server.shell.display.OutputFormat;
import dev.wadi.server.shell.statement.Statement;
import dev.wadi.server.terminal.TextTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/// What begins with a backslash: about the shell, not for the server.
final class Commands {
  private static final Duration WATCH_EVERY = Duration.ofSeconds(2);
  private static final SourcePosition START = new SourcePosition(1, 1);

  private final Session session;
  private final ShellOptions options;
  private final Interrupts interrupts;
  private final ScriptRunner scripts;
  private Statement last;

  Commands(Session session, ShellOptions options, Interrupts interrupts, ScriptRunner scripts) {
    this.session = session;
    this.options = options;
    this.interrupts = interrupts;
    this.scripts = scripts;
  }

  /// A statement is about to run.
  void remember(Statement statement) {
    last = statement;
  }

  /// @param line `\name argument`
  /// @throws WadiException if there is no such command, or something is wrong with it
  Outcome run(String line) {
    String[] words = line.strip().replaceAll("\\s*;$", "").split("\\s+", 2);
    String argument = words.length == 1 ? "" : words[1].strip();
    CommandName name = CommandName.of(words[0]);
    if (name.arguments().isEmpty() && !argument.isEmpty()) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "%s takes no argument".formatted(name.written()));
    }
    return switch (name) {
      case QUIT -> Outcome.LEFT;
      case INCLUDE -> scripts.runFile(Path.of(required(name, argument)));
      case EDIT -> edit();
      case HELP -> done(this::help);
      case DESCRIBE -> done(() -> describe(argument));
      case FUNCTIONS -> done(() -> functions(argument));
      case EXPANDED -> done(() -> expand(argument));
      case TIMING -> done(() -> time(argument));
      case FORMAT -> done(() -> format(argument));
      case OUTPUT -> done(() -> output(argument));
      case WATCH -> watch(argument);
      case SESSION -> done(() -> session.kept().all().forEach(text -> print(text + ";")));
      case RESET -> done(this::reset);
    };
  }

  private static Outcome done(Runnable action) {
    action.run();
    return Outcome.DONE;
  }

  private static String required(CommandName name, String argument) {
    if (argument.isEmpty()) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "write %s %s".formatted(name.written(), name.arguments()));
    }
    return argument;
  }

  private void print(String line) {
    options.out().println(line);
    options.out().flush();
  }

  private void help() {
    for (CommandName name : CommandName.values()) {
      String usage = (name.written() + " " + name.arguments()).strip();
      print("%-20s %s".formatted(usage, name.description()));
    }
    print("");
    print("Everything else is SQL, up to a semicolon. Ctrl-C ends what runs, TAB completes.");
  }

  private void describe(String table) {
    if (!table.isEmpty()) {
      ask("DESCRIBE " + table);
      return;
    }
    ask("SHOW TABLES");
    if (!session.kept().views().isEmpty()) {
      ask("SHOW VIEWS");
    }
  }

  private void ask(String sql) {
    session.run(new Statement(Statement.Kind.SQL, sql, START));
  }

  private void functions(String part) {
    String wanted = part.toLowerCase(Locale.ROOT);
    List<List<String>> rows =
        session.texts("SHOW FUNCTIONS").stream()
            .filter(row -> row.getFirst().toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    List<String> header = List.of("function", "kind", "signature", "plugin");
    Look look = options.look();
    TextTable table = TextTable.within(look.lineMost(), header, new boolean[header.size()], rows);
    PrintStream out = options.out();
    table.head().forEach(out::println);
    rows.forEach(row -> out.println(table.row(row)));
    out.flush();
  }

  private void expand(String argument) {
    options.expand(isOn(argument, options.expanded()));
    options.say("each row as a list: " + (options.expanded() ? "on" : "off"));
  }

  private void time(String argument) {
    options.time(isOn(argument, options.timing()));
    options.say("times: " + (options.timing() ? "on" : "off"));
  }

  private static boolean isOn(String argument, boolean now) {
    return switch (argument) {
      case "" -> !now;
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "'%s' is neither on nor off".formatted(argument));
    };
  }

  private void format(String argument) {
    if (!argument.isEmpty()) {
      OutputFormat wanted =
          Arrays.stream(OutputFormat.values())
              .filter(one -> one.name().equals(argument.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(() ->
                  new WadiException(
                          ErrorCode.INVALID_ARGUMENT, "there is no format '%s'".formatted(argument))
                      .withHint("take one of " + Arrays.toString(OutputFormat.values())));
      options.use(wanted);
    }
    options.say("format: " + options.format());
  }

  private void output(String argument) {
    if (argument.isEmpty()) {
      options.toStandardOutput();
    } else {
      options.to(Path.of(argument));
    }
  }

  private void reset() {
    session.kept().forgetAll();
    session.names().change();
    options.say("forgotten");
  }

  private Outcome edit() {
    if (!options.interactive()) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "\\e needs a terminal");
    }
    String text = Editor.edit(last == null ? "" : last.text() + ";\n");
    options.say(text.stripTrailing());
    return scripts.run(text);
  }

  private Outcome watch(String argument) {
    if (last == null) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "there is nothing to run again yet");
    }
    Duration every = argument.isEmpty() ? WATCH_EVERY : seconds(argument);
    while (true) {
      session.run(last);
      interrupts.begin(() -> {});
      try {
        if (!interrupts.pause(every)) {
          throw new CancellationException();
        }
      } finally {
        interrupts.end();
      }
    }
  }

  private static Duration seconds(String argument) {
    try {
      double seconds = Double.parseDouble(argument);
      if (seconds > 0) {
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000)));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new WadiException(
        ErrorCode.INVALID_ARGUMENT, "'%s' is no number of seconds".formatted(argument));
  }
}
