package dev.wadi.server.command;

import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.wasm.conformance.ConformanceReport;
import dev.wadi.wasm.conformance.Finding;
import dev.wadi.wasm.conformance.Finding.Result;
import dev.wadi.wasm.conformance.PluginPart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;

/// What was found of a plugin, a line per check and function.
final class ConformanceText {
  private ConformanceText() {}

  static List<String> lines(ConformanceReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s; seed %d, %,d rows"
            .formatted(
                report
                    .plugin()
                    .map(plugin -> "plugin '%s' %s".formatted(plugin.name(), plugin.version()))
                    .orElse("refused"),
                report.settings().seed(),
                report.settings().rows()));
    report.findings().forEach(finding -> add(lines, finding));
    report
        .parts()
        .forEach(tested -> {
          lines.add(title(tested.part()));
          tested.findings().forEach(finding -> add(lines, finding));
        });
    lines.add(summary(report));
    return lines;
  }

  private static void add(List<String> lines, Finding finding) {
    String line =
        "  %-5s %-24s %s".formatted(word(finding.result()), finding.check(), finding.text());
    lines.add(line.stripTrailing());
    finding.example().forEach(row -> lines.add("          " + row));
  }

  private static String word(Result result) {
    return switch (result) {
      case PASSED -> "ok";
      case FAILED -> "FAIL";
      case NOTED -> "note";
      case NOT_EXERCISED -> "----";
    };
  }

  private static String title(PluginPart part) {
    return part instanceof PluginPart.Function(FunctionSignature function)
        ? signature(function)
        : "%s %s".formatted(part.kind(), part.name());
  }

  private static String signature(FunctionSignature function) {
    String result =
        function.givesRows()
            ? "TABLE(%s)".formatted(named(function.columns()))
            : SqlType.of(function.result());
    return "%s(%s) %s".formatted(function.name(), named(function.arguments()), result);
  }

  private static String named(List<Field> fields) {
    return fields.stream()
        .map(field -> field.getName() + " " + SqlType.of(field))
        .collect(Collectors.joining(", "));
  }

  private static String summary(ConformanceReport report) {
    long failed = report.count(Result.FAILED);
    long notExercised = report.count(Result.NOT_EXERCISED);
    return "%d checks passed".formatted(report.count(Result.PASSED))
        + (notExercised == 0 ? "" : ", %d not exercised".formatted(notExercised))
        + (failed == 0 ? "" : ", %d FAILED".formatted(failed));
  }
}
