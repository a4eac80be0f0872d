package dev.wadi.wasm.conformance;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.wasm.PluginLimits;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import dev.wadi.wasm.conformance.ConformanceReport.Tested;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Holds one plugin against the contract.
public final class Conformance {
  private final ConformanceSettings settings;
  // A plugin that fails is to fail again.
  private final PluginRegistry registry =
      new PluginRegistry(PluginLimits.DEFAULT.withFailures(Integer.MAX_VALUE));
  private final Watch watch = new Watch();

  private Conformance(ConformanceSettings settings) {
    this.settings = settings;
  }

  public static ConformanceReport of(byte[] wasm, ConformanceSettings settings) {
    return new Conformance(settings).test(wasm);
  }

  private ConformanceReport test(byte[] wasm) {
    PluginModule plugin;
    try {
      plugin = registry.add(wasm);
      registry.grant(plugin, settings.grants());
    } catch (WadiException e) {
      return refused(e.getMessage(), e.hint().stream().toList());
    }
    if (!plugin.missing().isEmpty()) {
      String missing = String.join(", ", plugin.missing());
      return refused("it needs %s; allow that with --grant".formatted(missing), List.of());
    }
    plugin.watch(watch);
    Findings findings = new Findings(List.of());
    findings.add(Finding.passed("description", "%,d bytes".formatted(plugin.sizeBytes())));
    findings.attempt("allocator", new AllocatorChecks(plugin, settings.seed())::run);
    return new ConformanceReport(settings, Optional.of(plugin), findings.list(), functions(plugin));
  }

  private ConformanceReport refused(String reason, List<String> hints) {
    Finding finding = Finding.failed("description", reason, hints);
    return new ConformanceReport(settings, Optional.empty(), List.of(finding), List.of());
  }

  private List<Tested> functions(PluginModule plugin) {
    List<Tested> tested = new ArrayList<>();
    try (MemoryScope scope = MemoryScope.unlimited()) {
      Bench bench = new Bench(registry, watch, scope.allocator(), settings);
      for (FunctionSignature declared : plugin.functions()) {
        calls(declared).forEach(called -> tested.add(new Tested(called, findings(called, bench))));
      }
    }
    return tested;
  }

  // With and without what may be left out, and with some more.
  private static Stream<FunctionSignature> calls(FunctionSignature declared) {
    int arguments = declared.arguments().size();
    return declared.variadic()
        ? IntStream.of(arguments - 1, arguments, arguments + 2)
            .filter(declared::takes)
            .mapToObj(declared::ofCall)
        : Stream.of(declared);
  }

  private static List<Finding> findings(FunctionSignature function, Bench bench) {
    return switch (function.kind()) {
      case FunctionKind.Scalar _, FunctionKind.Table _ -> new RowChecks(function, bench).run();
      case FunctionKind.Aggregate _ -> new AggregateChecks(function, bench).run();
      case FunctionKind.Async _ ->
          List.of(Finding.noted("rows", "not tried: it asks another system, which is not here"));
    };
  }
}
