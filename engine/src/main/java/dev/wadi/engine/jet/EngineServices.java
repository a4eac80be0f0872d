package dev.wadi.engine.jet;

import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.function.FunctionProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What running jobs find on each member.
///
/// @param connectors whose names occur in plans
/// @param functions that are not built in
public record EngineServices(List<Connector> connectors, FunctionProvider functions) {
  public EngineServices {
    connectors = List.copyOf(connectors);
  }

  Map<String, Connector> connectorsByName() {
    return connectors.stream().collect(Collectors.toMap(Connector::name, Function.identity()));
  }
}
