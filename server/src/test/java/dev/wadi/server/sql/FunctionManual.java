package dev.wadi.server.sql;

import dev.wadi.engine.function.BuiltInFunction;
import dev.wadi.engine.function.BuiltInFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `docs/functions.md`: the built-in functions, which carry their own entries, and those that have
/// a kernel or come from Calcite, which are listed in a file.
final class FunctionManual {
  private static final String OPENING =
      """
      # Functions

      Names may be written in any case. Where nothing else is said, a NULL argument makes the result
      NULL. Text is counted in characters, not in bytes. Numbers of different types may be mixed; a
      text is taken for a time only if it is a literal. Each example is run by a test; results are
      written as in the tests, so text is quoted only where it could be mistaken.

      This file is generated from the functions themselves.
      """;

  /// @param result as a line of {@link dev.wadi.engine.testing.BatchText}
  record Example(String sql, String result) {}

  /// All overloads of a name.
  record Entry(List<String> signatures, String description, List<Example> examples) {}

  private final Map<String, Map<String, Entry>> chapters = new LinkedHashMap<>();

  /// @param others lines of chapter, name, signature, description, and perhaps example and result,
  ///   between bars
  FunctionManual(Path others) throws IOException {
    BuiltInFunctions.chapters()
        .forEach((chapter, functions) -> functions.forEach(function -> add(chapter, function)));
    for (String line : Files.readAllLines(others)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        List<String> parts = Arrays.stream(line.split(" \\| ")).map(String::strip).toList();
        add(
            parts.get(0),
            parts.get(1),
            parts.get(2),
            parts.get(3),
            parts.size() < 6 ? null : new Example(parts.get(4), parts.get(5)));
      }
    }
  }

  private void add(String chapter, BuiltInFunction function) {
    Example example = new Example(function.example(), function.exampleResult());
    function
        .names()
        .forEach(name -> {
          boolean synonym = !name.equals(function.names().getFirst());
          String description =
              synonym
                  ? "A synonym of `%s`.".formatted(function.names().getFirst())
                  : function.description();
          add(chapter, name, function.signature(name), description, synonym ? null : example);
        });
  }

  private void add(
      String chapter, String name, String signature, String description, Example example) {
    Entry entry =
        chapters
            .computeIfAbsent(chapter, _ -> new TreeMap<>())
            .computeIfAbsent(name, _ -> new Entry(new ArrayList<>(), "", new ArrayList<>()));
    entry.signatures().add(signature);
    if (example != null) {
      entry.examples().add(example);
    }
    if (entry.description().isEmpty()) {
      chapters.get(chapter).put(name, new Entry(entry.signatures(), description, entry.examples()));
    }
  }

  List<Example> examples() {
    return entries().values().stream().flatMap(entry -> entry.examples().stream()).toList();
  }

  Map<String, Entry> entries() {
    Map<String, Entry> entries = new TreeMap<>();
    chapters.values().forEach(entries::putAll);
    return entries;
  }

  String text() {
    StringBuilder text = new StringBuilder(OPENING);
    chapters.forEach((chapter, entries) -> {
      text.append("\n## ").append(chapter).append("\n");
      entries.forEach((name, entry) -> text.append(text(name, entry)));
    });
    return text.toString();
  }

  private static String text(String name, Entry entry) {
    String signatures =
        entry.signatures().stream()
            .map(signature -> "`" + signature + "`")
            .collect(Collectors.joining("  \n"));
    StringBuilder text =
        new StringBuilder(
            "\n### %s\n\n%s\n\n%s\n".formatted(name, signatures, entry.description()));
    if (!entry.examples().isEmpty()) {
      text.append("\n");
      entry
          .examples()
          .forEach(example ->
              text.append("- `%s` is `%s`\n".formatted(example.sql(), example.result())));
    }
    return text.toString();
  }
}
