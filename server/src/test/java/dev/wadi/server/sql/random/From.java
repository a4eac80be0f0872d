package dev.wadi.server.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where rows come from.
sealed interface From extends Sql {
  List<Term.Field> fields();

  /// A table, or a named query.
  record Table(String name, String alias, List<Term.Field> fields) implements From {
    @Override
    public String sql(Dialect dialect) {
      return name + " AS " + alias;
    }
  }

  record Derived(Query query, String alias) implements From {
    @Override
    public List<Term.Field> fields() {
      return query.columns().stream()
          .map(item -> new Term.Field(alias, item.name(), item.type()))
          .toList();
    }

    @Override
    public String sql(Dialect dialect) {
      return "(%s) AS %s".formatted(query.sql(dialect), alias);
    }
  }

  enum JoinKind {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    CROSS
  }

  /// @param on empty for a cross join
  record Join(JoinKind kind, From left, From right, Optional<Term> on) implements From {
    @Override
    public List<Term.Field> fields() {
      List<Term.Field> all = new ArrayList<>(left.fields());
      all.addAll(right.fields());
      return all;
    }

    @Override
    public String sql(Dialect dialect) {
      return "%s %s JOIN %s%s"
          .formatted(
              left.sql(dialect),
              kind,
              right.sql(dialect),
              on.map(term -> " ON " + term.sql(dialect)).orElse(""));
    }
  }

  /// A row for each of some values of a row, under {@link #ITEM}.
  ///
  /// @param items of one type
  record Unnested(From left, List<Term> items, String alias) implements From {
    private static final String ITEM = "item";

    @Override
    public List<Term.Field> fields() {
      List<Term.Field> all = new ArrayList<>(left.fields());
      all.add(new Term.Field(alias, ITEM, items.getFirst().type()));
      return all;
    }

    @Override
    public String sql(Dialect dialect) {
      return "%s CROSS JOIN UNNEST(%s[%s]) AS %s (%s)"
          .formatted(
              left.sql(dialect),
              dialect.choose("ARRAY", ""),
              Sql.list(items, dialect),
              alias,
              ITEM);
    }
  }

  /// A table's rows with the windows that they are in; rows without a time are in none.
  record Windowed(WindowKind kind, String table, String alias, List<Term.Field> columns)
      implements From {
    static final String START = "window_start";
    static final String END = "window_end";

    @Override
    public List<Term.Field> fields() {
      List<Term.Field> all = new ArrayList<>(columns);
      all.add(new Term.Field(alias, START, Type.TIME));
      all.add(new Term.Field(alias, END, Type.TIME));
      return all;
    }

    boolean sessions() {
      return kind instanceof WindowKind.Session;
    }

    /// What rows of a window have in common.
    List<Term> keys() {
      Stream<Term.Field> key =
          kind instanceof WindowKind.Session session
              ? columns.stream().filter(field -> field.name().equals(session.key()))
              : Stream.empty();
      return Stream.<Term>concat(key, fields().stream().skip(columns.size())).toList();
    }

    @Override
    public String sql(Dialect dialect) {
      return "%s AS %s".formatted(kind.sql(table, dialect), alias);
    }
  }
}
