package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.ObjectKind;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.resolve.ResolvedScript.Definition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// The tables, views and functions that a script can name at one point of it: those that were
/// stored earlier and those that it made, less those that it dropped.
final class Definitions {
  private final Map<ObjectName, Definition> present = new LinkedHashMap<>();
  private final KnownDefinitions known;
  private final Set<ObjectName> resolved = new LinkedHashSet<>();
  private final Set<ObjectName> made = new LinkedHashSet<>();
  private final List<Definition> dropped = new ArrayList<>();

  Definitions(KnownDefinitions known) {
    this.known = known;
    known.all().forEach(definition -> present.put(ObjectName.of(definition), definition));
  }

  /// A table or view, or a function.
  Optional<Definition> find(ObjectName name) {
    return Optional.ofNullable(present.get(name));
  }

  /// Those of one kind, in the order of their making.
  List<Definition> all(ObjectKind kind) {
    return present.values().stream().filter(definition -> definition.kind() == kind).toList();
  }

  /// Names of tables and views.
  Set<String> relationNames() {
    return present.values().stream()
        .filter(definition -> definition.kind() != ObjectKind.FUNCTION)
        .map(Definition::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  void add(Definition definition) {
    ObjectName name = ObjectName.of(definition);
    present.put(name, definition);
    resolved.add(name);
    made.add(name);
  }

  /// What the script made, in order.
  List<Definition> made() {
    return made.stream().map(present::get).toList();
  }

  /// What was stored earlier and dropped by the script.
  List<Definition> dropped() {
    return List.copyOf(dropped);
  }

  /// Hands on the stored definitions that a tree names and that nobody has asked for yet, those
  /// that they need first.
  void forEachNamedIn(SqlNode tree, Consumer<SqlNode> define) {
    for (String name : KnownDefinitions.namesIn(tree)) {
      ObjectName relation = ObjectName.relation(name);
      boolean stored = present.containsKey(relation) && known.find(relation).isPresent();
      if (stored && resolved.add(relation)) {
        define(relation, define);
      }
    }
  }

  /// Hands on all stored functions: where they are called, a tree does not say.
  void forEachFunction(Consumer<SqlNode> define) {
    for (Definition function : all(ObjectKind.FUNCTION)) {
      if (resolved.add(ObjectName.of(function))) {
        define(ObjectName.of(function), define);
      }
    }
  }

  private void define(ObjectName name, Consumer<SqlNode> define) {
    SqlNode definition = known.parse(name);
    forEachNamedIn(definition, define);
    define.accept(definition);
  }

  /// Takes a definition away.
  ///
  /// @throws WadiException if it is of another kind, or another one needs it
  void drop(Definition definition, ObjectKind kind, SqlIdentifier place) {
    if (definition.kind() != kind) {
      throw new WadiException(
              ErrorCode.INVALID_SQL,
              "'%s' is a %s, not a %s".formatted(definition.name(), definition.kind(), kind))
          .withHint("write DROP %s".formatted(definition.kind().name()))
          .at(Positions.of(place.getParserPosition()));
    }
    refuseIfNeeded(definition, place);
    ObjectName name = ObjectName.of(definition);
    present.remove(name);
    if (!made.remove(name)) {
      dropped.add(definition);
    }
  }

  private void refuseIfNeeded(Definition definition, SqlIdentifier place) {
    if (definition.kind() == ObjectKind.FUNCTION) {
      return;
    }
    for (Definition other : present.values()) {
      if (needs(other, definition.name())) {
        throw new WadiException(
                ErrorCode.CONFLICT,
                "the %s '%s' needs the %s '%s'"
                    .formatted(other.kind(), other.name(), definition.kind(), definition.name()))
            .withHint("drop '%s' first".formatted(other.name()))
            .at(Positions.of(place.getParserPosition()));
      }
    }
  }

  private static boolean needs(Definition other, String name) {
    return other.kind() != ObjectKind.FUNCTION
        && !other.name().equals(name)
        && KnownDefinitions.namesIn(KnownDefinitions.parse(other.text())).contains(name);
  }

  /// The error for a name that nothing has.
  WadiException notFound(ObjectKind kind, SqlIdentifier id) {
    String name = id.getSimple();
    ErrorCode code =
        kind == ObjectKind.FUNCTION ? ErrorCode.FUNCTION_NOT_FOUND : ErrorCode.TABLE_NOT_FOUND;
    List<String> names = all(kind).stream().map(Definition::name).toList();
    return new WadiException(code, "there is no %s '%s'".formatted(kind, name))
        .withHint(Names.nearest(name, names).map("did you mean '%s'?"::formatted).orElse(null))
        .at(Positions.of(id.getParserPosition()));
  }
}
