package dev.wadi.planner.parse;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/// What we allow beyond the standard.
public final class Dialect {
  public static final SqlConformance CONFORMANCE =
      new SqlDelegatingConformance(SqlConformanceEnum.BABEL) {
        @Override
        public boolean supportsUnsignedTypes() {
          return true;
        }

        @Override
        public boolean allowExplicitRowValueConstructor() {
          return true;
        }

        // An alias is not a column of the same SELECT: misspelt columns would be taken for it.
        @Override
        public SelectAliasLookup isSelectAlias() {
          return SelectAliasLookup.UNSUPPORTED;
        }

        // A column that is not grouped by is an error, not any of its values.
        @Override
        public boolean isNonStrictGroupBy() {
          return false;
        }
      };

  private Dialect() {}
}
