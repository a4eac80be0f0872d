package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.PluginOption;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What tables may say in their WITH clauses, made of what a description says of the options.
final class OptionValues {
  private static final int LONG = 65_536;
  private static final List<String> TEXTS =
      List.of("", " ", "häuser, 東京", "a".repeat(LONG), "../../etc/passwd", "'\"\\\n\t{}[]%,;=");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "0.5",
          "1e300",
          Long.toString(Long.MAX_VALUE),
          Long.toString(Long.MIN_VALUE));

  private final List<PluginOption> options;
  private final String prefix;
  private final Map<String, String> given;
  private final Surroundings surroundings;

  /// @param prefix before their names in a WITH clause
  OptionValues(List<PluginOption> options, String prefix, Bench bench) {
    this.options = options;
    this.prefix = prefix;
    this.given = bench.settings().options();
    this.surroundings = bench.surroundings();
  }

  /// What was given, and what has to be there besides.
  Map<String, String> minimal() {
    Map<String, String> values = new HashMap<>();
    for (PluginOption option : options) {
      String name = prefix + option.name();
      Optional.ofNullable(given.get(name))
          .or(() -> option.required() ? Optional.of(madeUp(option)) : Optional.empty())
          .ifPresent(value -> values.put(name, value));
    }
    return values;
  }

  private String madeUp(PluginOption option) {
    if (!option.choices().isEmpty()) {
      return option.choices().getFirst().asText();
    }
    return switch (option.type()) {
      case STRING -> text(option.name().toLowerCase(Locale.ROOT));
      case BOOLEAN -> "true";
      case INTEGER, NUMBER ->
          option.minimum().or(option::maximum).map(BigDecimal::toPlainString).orElse("1");
    };
  }

  // What a name suggests.
  private String text(String name) {
    if (Stream.of("url", "uri", "endpoint", "address").anyMatch(name::contains)) {
      return "http://made-up.test/";
    }
    return Stream.of("path", "folder", "dir", "file").anyMatch(name::contains)
        ? surroundings.folder().toString()
        : "a";
  }

  /// Holds every value that could be trouble against a table: it may refuse it, but not break.
  ///
  /// @param tries uses a table with these options, as far as it is not refused
  Finding check(Consumer<Map<String, String>> tries) {
    int tried = 0;
    for (PluginOption option : options) {
      List<String> wrong = wrong(option);
      for (String value : Stream.concat(trouble(option).stream(), wrong.stream()).toList()) {
        tried++;
        Optional<String> problem = problem(with(option, value), wrong.contains(value), tries);
        if (problem.isPresent()) {
          String text = "%s%s = %s: %s";
          return Finding.failed(
              "options",
              text.formatted(prefix, option.name(), Shown.text(value), problem.get()),
              List.of());
        }
      }
    }
    return Finding.passed("options", tried == 0 ? "none" : "%,d values".formatted(tried));
  }

  private static Optional<String> problem(
      Map<String, String> values, boolean wrong, Consumer<Map<String, String>> tries) {
    try {
      boolean taken = Trial.refusal(() -> tries.accept(values)).isEmpty();
      return taken && wrong ? Optional.of("is taken, against its description") : Optional.empty();
    } catch (WadiException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Map<String, String> with(PluginOption option, String value) {
    Map<String, String> values = minimal();
    values.put(prefix + option.name(), value);
    return values;
  }

  // A number that is out of range is refused by the host, before the plugin is asked.
  private static List<String> trouble(PluginOption option) {
    if (!option.choices().isEmpty()) {
      return option.choices().stream().map(choice -> choice.asText()).toList();
    }
    return switch (option.type()) {
      case STRING -> TEXTS;
      case BOOLEAN -> List.of("true", "false");
      case INTEGER, NUMBER -> {
        List<String> numbers = new ArrayList<>(NUMBERS);
        option.minimum().ifPresent(least -> numbers.add(least.toPlainString()));
        option.maximum().ifPresent(most -> numbers.add(most.toPlainString()));
        yield numbers;
      }
    };
  }

  private static List<String> wrong(PluginOption option) {
    List<String> values = new ArrayList<>();
    if (!option.choices().isEmpty() || option.type() != PluginOption.Type.STRING) {
      values.add("none of these");
    }
    option
        .minimum()
        .map(least -> least.subtract(BigDecimal.ONE).toPlainString())
        .ifPresent(values::add);
    option.maximum().map(most -> most.add(BigDecimal.ONE).toPlainString()).ifPresent(values::add);
    return values;
  }
}
