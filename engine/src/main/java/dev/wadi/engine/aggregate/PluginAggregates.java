package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The aggregates of plugins that an operator calls, each opened once.
public final class PluginAggregates implements AutoCloseable {
  /// For those who only ask for types, or call nothing but what is built in.
  static final PluginAggregates NONE = new PluginAggregates();

  private final Map<FunctionSignature, PluginAggregate> opened = new HashMap<>();

  private PluginAggregates() {}

  /// @return owned by the caller
  public static PluginAggregates open(List<AggregateCall> calls, OperatorContext context) {
    PluginAggregates plugins = new PluginAggregates();
    try {
      for (AggregateCall call : calls) {
        if (call.plugin() != null) {
          plugins.opened.computeIfAbsent(
              call.plugin(),
              function -> PluginAggregate.open(function, context.functions(), context.allocator()));
        }
      }
      return plugins;
    } catch (RuntimeException | Error e) {
      plugins.close();
      throw e;
    }
  }

  /// What computes a call; null if it is built in, or not open.
  PluginAggregate of(AggregateCall call) {
    return opened.get(call.plugin());
  }

  @Override
  public void close() {
    opened.values().forEach(PluginAggregate::close);
  }
}
