package dev.wadi.server.sql.random;

import java.util.Optional;

/// Makes terms of sub-queries.
interface Subqueries {
  /// Empty if there is none of that type.
  Optional<Term> term(Type type);
}
