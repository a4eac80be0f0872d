package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.Script;
import dev.wadi.planner.parse.syntax.CreateFunction;
import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.CreateView;
import dev.wadi.planner.parse.syntax.ObjectKind;
import dev.wadi.planner.resolve.ResolvedScript.Definition;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// Tables, views and functions that were defined earlier. Only those that a statement names are
/// resolved: a catalog of a thousand tables costs nothing, and a broken one hurts only who uses it.
public final class KnownDefinitions {
  // As text: validating changes a tree, so every script needs its own.
  private final Map<ObjectName, Definition> byName = new LinkedHashMap<>();

  /// @param definitions SQL texts of `CREATE` statements
  public KnownDefinitions(List<String> definitions) {
    for (String text : definitions) {
      for (Script.Statement statement : Script.parse(text).statements()) {
        Definition definition = definition(statement.tree(), statement.text());
        byName.put(ObjectName.of(definition), definition);
      }
    }
  }

  /// What a `CREATE` statement defines.
  static Definition definition(SqlNode tree, String text) {
    return switch (tree) {
      case CreateTable table -> new Definition(ObjectKind.TABLE, table.name().getSimple(), text);
      case CreateView view -> new Definition(view.kind(), view.name().getSimple(), text);
      case CreateFunction function ->
          new Definition(ObjectKind.FUNCTION, function.name().getSimple(), text);
      default -> throw new IllegalArgumentException("not a definition: " + tree);
    };
  }

  Collection<Definition> all() {
    return byName.values();
  }

  Optional<Definition> find(ObjectName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// The key that a table declares; empty for one without, and for a view.
  public List<String> primaryKey(String table) {
    return parse(ObjectName.relation(table)) instanceof CreateTable create
        ? create.primaryKey().stream().map(SqlIdentifier::getSimple).toList()
        : List.of();
  }

  SqlNode parse(ObjectName name) {
    return parse(byName.get(name).text());
  }

  static SqlNode parse(String definition) {
    return Script.parse(definition).statements().getFirst().tree();
  }

  /// All names in a tree that may be those of tables and views.
  static Set<String> namesIn(SqlNode tree) {
    Set<String> names = new HashSet<>();
    SqlNode searched = tree instanceof CreateView view ? view.query() : tree;
    searched.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlIdentifier id) {
            names.add(id.names.getFirst());
            return null;
          }
        });
    if (tree instanceof CreateTable create) {
      LateTables.of(create).ifPresent(late -> names.add(late.getSimple()));
    }
    return names;
  }
}
