package dev.wadi.engine.jet;

import dev.wadi.engine.operator.RowText;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.function.FunctionProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What running jobs find on each member.
///
/// @param connectors those whose ids occur in plans, asked for when a job starts
/// @param functions that are not built in
/// @param rowText how rows are shown
/// @param parts what it takes to have a part in what other members run
public record EngineServices(
    Supplier<List<Connector>> connectors,
    FunctionProvider functions,
    RowText rowText,
    PartServices parts) {
  /// Without a part in what others run.
  public EngineServices(
      Supplier<List<Connector>> connectors, FunctionProvider functions, RowText rowText) {
    this(connectors, functions, rowText, PartServices.NONE);
  }

  /// With connectors that stay the same.
  public EngineServices(List<Connector> connectors, FunctionProvider functions, RowText rowText) {
    this(fixed(connectors), functions, rowText);
  }

  private static Supplier<List<Connector>> fixed(List<Connector> connectors) {
    List<Connector> copy = List.copyOf(connectors);
    return () -> copy;
  }

  Map<String, Connector> connectorsById() {
    return connectors.get().stream().collect(Collectors.toMap(Connector::id, Function.identity()));
  }
}
