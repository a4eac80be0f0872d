package dev.wadi.planner.resolve;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// The names of types that a syntax tree uses.
final class TypeNames {
  private TypeNames() {}

  static Set<String> in(SqlNode tree) {
    Set<String> names = new HashSet<>();
    tree.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlDataTypeSpec type) {
            names.add(type.getTypeName().toString());
            return null;
          }
        });
    return names;
  }
}
