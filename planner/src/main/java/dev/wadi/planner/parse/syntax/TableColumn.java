package dev.wadi.planner.parse.syntax;

import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// A column of a `CREATE TABLE`.
///
/// @param generatedAs the expression of `GENERATED ALWAYS AS (..)`, or null
/// @param metadataFrom the key of `METADATA FROM '..'`, or null
public record TableColumn(
    SqlIdentifier name,
    SqlDataTypeSpec type,
    boolean nullable,
    boolean primaryKey,
    SqlNode generatedAs,
    SqlNode metadataFrom) {
  public boolean generated() {
    return generatedAs != null;
  }

  /// Collects the parts as the parser meets them.
  public static final class Builder {
    private final SqlIdentifier name;
    private final SqlDataTypeSpec type;
    private boolean nullable = true;
    private boolean primaryKey;
    private SqlNode generatedAs;
    private SqlNode metadataFrom;

    public Builder(SqlIdentifier name, SqlDataTypeSpec type) {
      this.name = name;
      this.type = type;
    }

    public void notNull() {
      nullable = false;
    }

    public void primaryKey() {
      primaryKey = true;
    }

    public void generatedAs(SqlNode expression) {
      generatedAs = expression;
    }

    public void metadataFrom(SqlNode key) {
      metadataFrom = key;
    }

    public TableColumn build() {
      return new TableColumn(name, type, nullable, primaryKey, generatedAs, metadataFrom);
    }
  }
}
