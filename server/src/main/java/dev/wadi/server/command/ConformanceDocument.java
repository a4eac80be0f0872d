package dev.wadi.server.command;

import dev.wadi.sdk.batch.SqlType;
import dev.wadi.wasm.conformance.ConformanceReport;
import dev.wadi.wasm.conformance.ConformanceReport.Tested;
import dev.wadi.wasm.conformance.Finding;
import java.util.List;
import java.util.Locale;

/// What was found of a plugin, as JSON.
///
/// @param plugin its name; null if it was refused
record ConformanceDocument(
    String plugin,
    long seed,
    int rows,
    boolean passed,
    List<Check> module,
    List<Function> functions) {
  record Function(String name, String kind, List<String> arguments, List<Check> checks) {
    private static Function of(Tested tested) {
      return new Function(
          tested.function().name(),
          tested.function().kind().label(),
          tested.function().arguments().stream().map(SqlType::of).toList(),
          tested.findings().stream().map(Check::of).toList());
    }
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
        report.functions().stream().map(Function::of).toList());
  }
}
