package dev.wadi.server.sql.random;

import java.util.List;

/// @param nullsFirst always written, since the engines differ in what they take when it is not
record SortKey(Term term, boolean descending, boolean nullsFirst) implements Sql {
  @Override
  public String sql(Dialect dialect) {
    return term.sql(dialect)
        + (descending ? " DESC" : "")
        + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
  }

  static String clause(List<SortKey> keys, Dialect dialect) {
    return keys.isEmpty() ? "" : " ORDER BY " + Sql.list(keys, dialect);
  }
}
