package dev.wadi.wasm.conformance;

import dev.wadi.wasm.PluginModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the checks of a plugin found.
///
/// @param plugin empty if it was refused
/// @param findings about the module as a whole
/// @param parts in the order of the description; a function that takes any number of arguments is
///   there with several
public record ConformanceReport(
    ConformanceSettings settings,
    Optional<PluginModule> plugin,
    List<Finding> findings,
    List<Tested> parts) {
  /// A part, and what was found of it.
  public record Tested(PluginPart part, List<Finding> findings) {
    public Tested {
      findings = List.copyOf(findings);
    }
  }

  public ConformanceReport {
    findings = List.copyOf(findings);
    parts = List.copyOf(parts);
  }

  /// All findings.
  public List<Finding> all() {
    List<Finding> all = new ArrayList<>(findings);
    parts.forEach(tested -> all.addAll(tested.findings()));
    return all;
  }

  public long count(Finding.Result result) {
    return all().stream().filter(finding -> finding.result() == result).count();
  }

  /// Whether no rule is broken.
  public boolean passed() {
    return all().stream().noneMatch(Finding::failed);
  }
}
