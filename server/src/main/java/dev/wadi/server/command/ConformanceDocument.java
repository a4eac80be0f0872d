package dev.wadi.server.command;

import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.wasm.conformance.ConformanceReport;
import dev.wadi.wasm.conformance.ConformanceReport.Tested;
import dev.wadi.wasm.conformance.Finding;
import dev.wadi.wasm.conformance.PluginPart;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.arrow.vector.types.pojo.Field;

/// What was found of a plugin, as JSON.
///
/// @param plugin its name; null if it was refused
record ConformanceDocument(
    String plugin,
    long seed,
    int rows,
    boolean passed,
    List<Check> module,
    List<Part> functions,
    List<Part> formats,
    List<Part> connectors) {
  /// @param arguments of a function
  record Part(String name, String kind, List<String> arguments, List<Check> checks) {
    private static Part of(Tested tested) {
      return new Part(
          tested.part().name(),
          tested.part().kind(),
          argumentsOf(tested.part()).stream().map(SqlType::of).toList(),
          tested.findings().stream().map(Check::of).toList());
    }
  }

  private static List<Field> argumentsOf(PluginPart part) {
    return part instanceof PluginPart.Function(FunctionSignature function)
        ? function.arguments()
        : List.of();
  }

  record Check(String check, String result, String text, List<String> example) {
    private static Check of(Finding finding) {
      return new Check(
          finding.check(),
          finding.result().name().toLowerCase(Locale.ROOT),
          finding.text(),
          finding.example());
    }
  }

  static ConformanceDocument of(ConformanceReport report) {
    return new ConformanceDocument(
        report.plugin().map(plugin -> plugin.name()).orElse(null),
        report.settings().seed(),
        report.settings().rows(),
        report.passed(),
        report.findings().stream().map(Check::of).toList(),
        parts(report, PluginPart.Function.class::isInstance),
        parts(report, PluginPart.Format.class::isInstance),
        parts(report, PluginPart::isConnector));
  }

  private static List<Part> parts(ConformanceReport report, Predicate<PluginPart> which) {
    return report.parts().stream()
        .filter(tested -> which.test(tested.part()))
        .map(Part::of)
        .toList();
  }
}
