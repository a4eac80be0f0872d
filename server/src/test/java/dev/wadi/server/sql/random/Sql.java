package dev.wadi.server.sql.random;

import java.util.Collection;
import java.util.stream.Collectors;

/// A part of a query, of whatever size.
interface Sql {
  String sql(Dialect dialect);

  static String list(Collection<? extends Sql> parts, Dialect dialect) {
    return parts.stream().map(part -> part.sql(dialect)).collect(Collectors.joining(", "));
  }
}
