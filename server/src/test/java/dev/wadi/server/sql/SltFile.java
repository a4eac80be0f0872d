package dev.wadi.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A parsed `.slt` file.
///
/// @param plugins sample plugins that it uses, each perhaps with what it is granted
/// @param modes in which it is run
record SltFile(Path path, List<SltStep> steps, List<String> plugins, Set<SltMode> modes) {
  private static final String PLUGIN = "# plugin:";
  private static final String MODES = "# modes:";

  static SltFile read(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    List<SltStep> steps = new ArrayList<>();
    List<String> plugins = new ArrayList<>();
    Set<SltMode> modes = EnumSet.allOf(SltMode.class);
    for (int from = 0; from < lines.size(); ) {
      int to = endOfBlock(lines, from);
      if (to > from) {
        List<String> block = lines.subList(from, to);
        block.stream().filter(line -> line.startsWith(PLUGIN)).forEach(l -> plugins.add(value(l)));
        block.stream()
            .filter(line -> line.startsWith(MODES))
            .forEach(line -> modes.retainAll(modes(value(line))));
        int comments = (int) block.stream().takeWhile(line -> line.startsWith("#")).count();
        if (comments < block.size()) {
          steps.add(step(path, from + comments, block.subList(comments, block.size())));
        }
      }
      from = to + 1;
    }
    return new SltFile(path, steps, plugins, modes);
  }

  private static int endOfBlock(List<String> lines, int from) {
    int to = from;
    while (to < lines.size() && !lines.get(to).isBlank()) {
      to++;
    }
    return to;
  }

  private static String value(String header) {
    return header.substring(header.indexOf(':') + 1).strip();
  }

  private static List<SltMode> modes(String names) {
    return Arrays.stream(names.split(","))
        .map(name -> SltMode.valueOf(name.strip().toUpperCase(Locale.ROOT)))
        .toList();
  }

  private static SltStep step(Path path, int line, List<String> block) {
    String[] words = block.getFirst().split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    List<String> body = block.subList(1, block.size());
    return switch (words[0]) {
      case "statement" -> new SltStep.Statement(line, String.join("\n", body), error(rest));
      case "feed" -> new SltStep.Feed(line, rest, body);
      case "query" -> query(line, rest, body);
      case "late" -> new SltStep.Late(line, Long.parseLong(rest));
      case "clear" -> new SltStep.Clear(line);
      default -> throw new IllegalArgumentException(path + ":" + (line + 1) + ": " + words[0]);
    };
  }

  private static SltStep.Query query(int line, String words, List<String> body) {
    boolean ordered = words.equals(SltStep.ORDERED);
    SltStep.Error error = ordered ? null : error(words);
    int ruler = body.indexOf("----");
    int end = ruler < 0 ? body.size() : ruler;
    List<String> rows = ruler < 0 ? null : body.subList(ruler + 1, body.size());
    return new SltStep.Query(line, String.join("\n", body.subList(0, end)), error, ordered, rows);
  }

  // `ok`, nothing, or `error CODE line:column text`.
  private static SltStep.Error error(String words) {
    if (words.isEmpty() || words.equals("ok")) {
      return null;
    }
    String[] parts = words.split(" ", 4);
    if (!parts[0].equals("error") || parts.length < 2) {
      throw new IllegalArgumentException(words);
    }
    boolean position = parts.length > 2 && parts[2].matches("\\d+:\\d+");
    int text = position ? 3 : 2;
    return new SltStep.Error(
        parts[1],
        position ? parts[2] : "",
        String.join(" ", Arrays.asList(parts).subList(Math.min(text, parts.length), parts.length)));
  }
}
