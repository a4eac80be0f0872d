package dev.wadi.server.shell;

import dev.wadi.server.shell.StatementParser.WordAtCursor;
import dev.wadi.server.shell.display.OutputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a word may become, from what stands before it: nothing is parsed, since what is being
/// written is seldom right yet.
final class Completion {
  private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}_]+)\\s+$");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
  private static final Pattern SWITCH = Pattern.compile("\\\\(x|timing)\\s+");
  private static final Pattern OF_TABLE = Pattern.compile("\\\\d\\s+");
  private static final Pattern OF_FUNCTION = Pattern.compile("\\\\df\\s+");
  private static final Pattern OF_FORMAT = Pattern.compile("\\\\format\\s+");
  private static final Set<String> BEFORE_TABLES =
      Set.of("from", "join", "into", "table", "describe", "view");

  private final Supplier<Map<String, List<String>>> tables;
  private final Supplier<List<String>> functions;

  /// @param tables with their columns
  Completion(Supplier<Map<String, List<String>>> tables, Supplier<List<String>> functions) {
    this.tables = tables;
    this.functions = functions;
  }

  /// All that fit; the beginning of the word has still to be looked at.
  Collection<String> of(WordAtCursor place) {
    String before = place.before();
    String line = before.substring(before.lastIndexOf('\n') + 1).stripLeading();
    String word = place.word();
    if (line.isEmpty() && word.startsWith("\\")) {
      return CommandName.allWritten();
    }
    if (line.startsWith("\\")) {
      return ofCommand(line);
    }
    return word.contains(".")
        ? qualified(word, place.line())
        : inStatement(before, word, place.line());
  }

  private Collection<String> ofCommand(String line) {
    if (OF_TABLE.matcher(line).matches()) {
      return tableNames();
    }
    if (OF_FUNCTION.matcher(line).matches()) {
      return functions.get();
    }
    if (OF_FORMAT.matcher(line).matches()) {
      return Arrays.stream(OutputFormat.values()).map(OutputFormat::name).toList();
    }
    return SWITCH.matcher(line).matches() ? List.of("on", "off") : List.of();
  }

  private List<String> qualified(String word, String text) {
    String qualifier = word.substring(0, word.lastIndexOf('.'));
    return columns(qualifier)
        .or(() -> ofAlias(qualifier, text))
        .map(columns -> columns.stream().map(column -> qualifier + "." + written(column)).toList())
        .orElse(List.of());
  }

  private Optional<List<String>> columns(String table) {
    return Optional.ofNullable(tables.get().get(table.toLowerCase(Locale.ROOT)));
  }

  // `FROM table alias`, `JOIN table AS alias`
  private Optional<List<String>> ofAlias(String alias, String text) {
    Matcher named =
        Pattern.compile(
                "(" + WORD.pattern() + ")\\s+(?:as\\s+)?" + Pattern.quote(alias) + "\\b(?!\\.)",
                Pattern.CASE_INSENSITIVE)
            .matcher(text);
    return named
        .results()
        .map(match -> columns(match.group(1)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private List<String> tableNames() {
    return tables.get().keySet().stream().map(Completion::written).toList();
  }

  // A name that is more than a word is quoted.
  private static String written(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private Collection<String> inStatement(String before, String word, String text) {
    Matcher last = LAST_WORD.matcher(before);
    boolean wantsTable =
        last.find() && BEFORE_TABLES.contains(last.group(1).toLowerCase(Locale.ROOT));
    if (wantsTable) {
      return tableNames();
    }
    Set<String> all = new LinkedHashSet<>(columnsOfMentioned(text));
    if (before.isBlank() || !word.isEmpty()) {
      all.addAll(keywords(before, word));
    }
    // All of them are no help.
    if (!word.isEmpty() && !before.isBlank()) {
      all.addAll(functions.get());
      all.addAll(tableNames());
    }
    return all;
  }

  private List<String> columnsOfMentioned(String text) {
    List<String> columns = new ArrayList<>();
    Map<String, List<String>> known = tables.get();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      known.getOrDefault(words.group().toLowerCase(Locale.ROOT), List.of()).stream()
          .map(Completion::written)
          .forEach(columns::add);
    }
    return columns;
  }

  // As the user writes them.
  private static List<String> keywords(String before, String word) {
    List<String> all = before.isBlank() ? Keywords.FIRST : Keywords.ALL;
    boolean lower = !word.isEmpty() && Character.isLowerCase(word.charAt(0));
    return lower ? all.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList() : all;
  }
}
