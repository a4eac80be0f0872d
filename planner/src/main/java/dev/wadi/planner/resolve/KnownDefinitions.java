package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.Script;
import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.CreateView;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// Tables and views that were defined earlier. Only those that a statement names are resolved: a
/// catalog of a thousand tables costs nothing, and a broken one hurts only who uses it.
public final class KnownDefinitions {
  // As text: validating changes a tree, so every script needs its own.
  private final Map<String, String> byName = new LinkedHashMap<>();

  /// @param definitions SQL texts of `CREATE TABLE` and `CREATE VIEW`
  public KnownDefinitions(List<String> definitions) {
    for (String definition : definitions) {
      for (Script.Statement statement : Script.parse(definition).statements()) {
        byName.put(name(statement.tree()), statement.text());
      }
    }
  }

  static String name(SqlNode tree) {
    return switch (tree) {
      case CreateTable table -> table.name().getSimple();
      case CreateView view -> view.name().getSimple();
      default -> throw new IllegalArgumentException("not a definition: " + tree);
    };
  }

  Set<String> names() {
    return byName.keySet();
  }

  /// Hands on the definitions that a tree names, those that they need first.
  ///
  /// @param defined names that need no definition any more
  void forEachNamedIn(SqlNode tree, Set<String> defined, Consumer<SqlNode> define) {
    for (String name : namesIn(tree)) {
      String text = byName.get(name);
      if (text != null && defined.add(name)) {
        SqlNode definition = Script.parse(text).statements().getFirst().tree();
        forEachNamedIn(definition, defined, define);
        define.accept(definition);
      }
    }
  }

  private static Set<String> namesIn(SqlNode tree) {
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
    return names;
  }
}
