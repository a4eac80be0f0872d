package dev.wadi.wasm.conformance;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.wasm.PluginLimits;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import dev.wadi.wasm.conformance.ConformanceReport.Tested;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    try (Surroundings surroundings = new Surroundings(settings)) {
      return test(wasm, surroundings);
    }
  }

  private ConformanceReport test(byte[] wasm, Surroundings surroundings) {
    PluginModule plugin;
    try {
      plugin = registry.add(wasm);
      plugin.sendBy(surroundings.server());
      registry.grant(plugin, settings.grants());
      registry.grant(plugin, surroundings.complete(settings.grants(), plugin.missing()));
      checkOptions(plugin);
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
    return new ConformanceReport(
        settings, Optional.of(plugin), findings.list(), parts(plugin, surroundings));
  }

  private ConformanceReport refused(String reason, List<String> hints) {
    Finding finding = Finding.failed("description", reason, hints);
    return new ConformanceReport(settings, Optional.empty(), List.of(finding), List.of());
  }

  private void checkOptions(PluginModule plugin) {
    Set<String> known = new TreeSet<>();
    plugin.formats().forEach(format -> format.options().forEach(one -> known.add(one.name())));
    plugin.connectors().forEach(each -> each.options().forEach(one -> known.add(one.name())));
    for (String name : settings.options().keySet()) {
      if (!known.contains(name)) {
        throw new WadiException(
            ErrorCode.INVALID_OPTION,
            "nothing in plugin '%s' has an option '%s'; there are: %s"
                .formatted(plugin.name(), name, String.join(", ", known)));
      }
    }
  }

  private List<Tested> parts(PluginModule plugin, Surroundings surroundings) {
    List<Tested> tested = new ArrayList<>();
    try (MemoryScope scope = MemoryScope.unlimited()) {
      Bench bench = new Bench(registry, watch, scope.allocator(), settings, surroundings);
      plugin.functions().stream()
          .flatMap(Conformance::calls)
          .forEach(called ->
              tested.add(new Tested(new PluginPart.Function(called), findings(called, bench))));
      for (FormatSignature format : plugin.formats()) {
        tested.add(
            new Tested(
                new PluginPart.Format(format.name()),
                new FormatChecks(format, plugin, bench).run()));
      }
      for (PluginConnector connector : plugin.connectors()) {
        if (connector instanceof CanRead source) {
          tested.add(
              new Tested(
                  new PluginPart.Source(connector.name()),
                  new SourceChecks(source, plugin, bench).run()));
        }
        if (connector instanceof CanWrite sink) {
          tested.add(
              new Tested(
                  new PluginPart.Sink(connector.name()),
                  new SinkChecks(sink, plugin, bench).run()));
        }
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
      case FunctionKind.Scalar _, FunctionKind.Table _ ->
          new RowChecks(RowSubject.of(function, bench), bench).run();
      case FunctionKind.Aggregate _ -> new AggregateChecks(function, bench).run();
      case FunctionKind.Async _ -> new AsyncChecks(function, bench).run();
    };
  }
}
