package dev.wadi.planner;

import dev.wadi.sdk.connector.ConnectionProfile;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.List;

/// What SQL can refer to besides what it defines itself.
///
/// @param connectors what tables can be made of; of plugins, those of all versions, like functions
/// @param functions of all versions of all plugins, those uploaded last at the end: of several
///   versions of a plugin, SQL calls the functions of the last
/// @param definitions `CREATE TABLE` and `CREATE VIEW` statements that were stored earlier, a view
///   after what it reads; one that a script does not name is not looked at
/// @param profiles what `connection_profile = '...'` may name
public record PlanningContext(
    List<Connector> connectors,
    List<FunctionSignature> functions,
    List<String> definitions,
    List<ConnectionProfile> profiles) {
  public PlanningContext {
    connectors = List.copyOf(connectors);
    functions = List.copyOf(functions);
    definitions = List.copyOf(definitions);
    profiles = List.copyOf(profiles);
  }

  /// Without connection profiles.
  public PlanningContext(
      List<Connector> connectors, List<FunctionSignature> functions, List<String> definitions) {
    this(connectors, functions, definitions, List.of());
  }
}
