package dev.wadi.server.sql.random;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Something with rows.
sealed interface Query extends Sql {
  List<Item> columns();

  /// A column of the result.
  record Item(Term term, String name) implements Sql {
    Type type() {
      return term.type();
    }

    @Override
    public String sql(Dialect dialect) {
      return term.sql(dialect) + " AS " + name;
    }
  }

  /// How rows are grouped.
  ///
  /// @param sets indexes of keys; without any, the keys are grouped by plainly
  record Grouping(List<Term> keys, Optional<Sets> sets, Optional<Term> having) implements Sql {
    @Override
    public String sql(Dialect dialect) {
      String by =
          sets.map(kind -> kind.sql(keys, dialect)).orElseGet(() -> Sql.list(keys, dialect));
      return (keys.isEmpty() ? "" : " GROUP BY " + by)
          + having.map(term -> " HAVING " + term.sql(dialect)).orElse("");
    }
  }

  enum Sets {
    ROLLUP,
    CUBE,
    GROUPING_SETS;

    String sql(List<Term> keys, Dialect dialect) {
      if (this != GROUPING_SETS) {
        return "%s (%s)".formatted(this, Sql.list(keys, dialect));
      }
      String each =
          keys.stream().map(key -> "(" + key.sql(dialect) + ")").collect(Collectors.joining(", "));
      return "GROUPING SETS (%s, (%s))".formatted(each, Sql.list(keys, dialect));
    }
  }

  /// @param sort by position, all columns, so that a limit cuts the same rows in both engines
  record Tail(List<String> sort, Optional<Integer> limit, Optional<Integer> offset) {
    String sql() {
      return (sort.isEmpty() ? "" : " ORDER BY " + String.join(", ", sort))
          + limit.map(count -> " LIMIT " + count).orElse("")
          + offset.map(count -> " OFFSET " + count).orElse("");
    }
  }

  record Select(
      boolean distinct,
      List<Item> columns,
      From from,
      Optional<Term> where,
      Optional<Grouping> grouping,
      Optional<Term> qualify,
      Optional<Tail> tail)
      implements Query {
    public Select {
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("no columns");
      }
    }

    @Override
    public String sql(Dialect dialect) {
      return (distinct ? "SELECT DISTINCT " : "SELECT ")
          + Sql.list(columns, dialect)
          + " FROM "
          + from.sql(dialect)
          + where.map(term -> " WHERE " + term.sql(dialect)).orElse("")
          + grouping.map(part -> part.sql(dialect)).orElse("")
          + qualify.map(term -> " QUALIFY " + term.sql(dialect)).orElse("")
          + tail.map(Tail::sql).orElse("");
    }
  }

  record SetOperation(String operator, Query left, Query right) implements Query {
    @Override
    public List<Item> columns() {
      return left.columns();
    }

    @Override
    public String sql(Dialect dialect) {
      return "(%s) %s (%s)".formatted(left.sql(dialect), operator, right.sql(dialect));
    }
  }

  record With(String name, Query definition, Query body) implements Query {
    @Override
    public List<Item> columns() {
      return body.columns();
    }

    @Override
    public String sql(Dialect dialect) {
      return "WITH %s AS (%s) %s".formatted(name, definition.sql(dialect), body.sql(dialect));
    }
  }
}
