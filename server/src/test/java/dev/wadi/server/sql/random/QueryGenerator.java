package dev.wadi.server.sql.random;

import dev.wadi.server.sql.random.From.JoinKind;
import dev.wadi.server.sql.random.Query.Grouping;
import dev.wadi.server.sql.random.Query.Item;
import dev.wadi.server.sql.random.Query.Select;
import dev.wadi.server.sql.random.Query.Sets;
import dev.wadi.server.sql.random.Query.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes queries over {@link Tables}.
final class QueryGenerator {
  private static final int DEPTH = 3;

  private final Choice choice;
  private final List<From.Table> named = new ArrayList<>();
  private int names;

  QueryGenerator(Choice choice) {
    this.choice = choice;
  }

  Query next() {
    return query(new Wish(1 + choice.below(DEPTH), List.of(), true));
  }

  /// What a query should be like.
  ///
  /// @param types of its columns; whatever they are, if none are given
  /// @param outermost whether nothing is computed with its columns
  private record Wish(int depth, List<Type> types, boolean outermost) {
    Wish deeper(List<Type> types) {
      return new Wish(depth - 1, types, false);
    }
  }

  private Query query(Wish wish) {
    if (wish.depth() > 1) {
      switch (choice.below(10)) {
        case 0, 1 -> {
          return setOperation(wish);
        }
        case 2 -> {
          return with(wish);
        }
        default -> {
          // a SELECT
        }
      }
    }
    return select(wish);
  }

  private Query setOperation(Wish wish) {
    List<Type> types =
        wish.types().isEmpty()
            ? choice.times(1 + choice.below(3), () -> choice.of(Type.EXACT))
            : wish.types();
    String operator = choice.of("UNION ALL", "UNION ALL", "UNION", "INTERSECT", "EXCEPT");
    return new Query.SetOperation(operator, query(wish.deeper(types)), query(wish.deeper(types)));
  }

  private Query with(Wish wish) {
    String name = "w" + names++;
    Query definition = query(wish.deeper(List.of()));
    List<Term.Field> fields = new From.Derived(definition, name).fields();
    named.add(new From.Table(name, name, fields));
    Query body = select(wish);
    named.removeLast();
    return new Query.With(name, definition, body);
  }

  private Select select(Wish wish) {
    From from = choice.oneIn(10) ? windowed(true) : from(wish.depth());
    TermGenerator rows =
        new TermGenerator(
            choice,
            List.copyOf(from.fields()),
            wish.depth() > 1
                ? Optional.of(_ -> type -> subquery(type, wish.depth() - 1, from.fields()))
                : Optional.empty());
    // A known bug: WHERE is taken for a condition of the rows that sessions are made of.
    boolean sessions = from instanceof From.Windowed windows && windows.sessions();
    Optional<Term> where = sessions ? Optional.empty() : choice.maybe(2, rows::condition);
    boolean windowed = from instanceof From.Windowed;
    if (windowed || choice.oneIn(3)) {
      return grouped(wish, from, rows, where);
    }
    return finished(wish, from, rows, where, Optional.empty());
  }

  private Select grouped(Wish wish, From from, TermGenerator rows, Optional<Term> where) {
    List<Term> keys = keys(from, rows);
    Optional<Sets> sets =
        keys.isEmpty() || from instanceof From.Windowed
            ? Optional.empty()
            : choice.maybe(4, () -> choice.of(Sets.values()));
    var plainRows = new TermGenerator(choice, rows.leaves());
    var aggregates = new AggregateGenerator(choice, plainRows);
    List<Term> leaves = new ArrayList<>(keys);
    leaves.addAll(choice.times(1 + choice.below(3), aggregates::aggregated));
    var groups = new TermGenerator(choice, leaves);
    Optional<Term> having = choice.maybe(4, groups::condition);
    var grouping = new Grouping(keys, sets, having);
    return finished(wish, from, groups, where, Optional.of(grouping));
  }

  // Wadi has them in SELECT and HAVING only, not under QUALIFY and in window functions, and it does
  // not recognise a key with an array whose items are never null.
  private static List<Term> groupings(Optional<Grouping> grouping) {
    return grouping.filter(by -> by.sets().isPresent()).stream()
        .flatMap(by -> by.keys().stream())
        .filter(key -> !key.sql(Dialect.WADI).contains("ARRAY["))
        .<Term>map(
            key -> new Term.Apply(Form.of(Type.WHOLE, "GROUPING(%s)", key.type()), List.of(key)))
        .toList();
  }

  private List<Term> keys(From from, TermGenerator rows) {
    var plainRows = new TermGenerator(choice, rows.leaves());
    // Wadi groups sessions by what they are partitioned by, and nothing else.
    int more = from instanceof From.Windowed windows && windows.sessions() ? 0 : choice.below(3);
    Stream<Term> own = choice.times(more, plainRows::varying).stream().flatMap(Optional::stream);
    return from instanceof From.Windowed windowed
        ? Stream.concat(windowed.keys().stream(), own).distinct().toList()
        : own.distinct().toList();
  }

  private Select finished(
      Wish wish,
      From from,
      TermGenerator groups,
      Optional<Term> where,
      Optional<Grouping> grouping) {
    TermGenerator terms = groups;
    Optional<Term> qualify = Optional.empty();
    if (choice.oneIn(4)) {
      var plain = new TermGenerator(choice, groups.leaves());
      List<Term> over =
          List.copyOf(
              choice.times(1 + choice.below(2), new AggregateGenerator(choice, plain)::over));
      terms = groups.with(over);
      if (choice.oneIn(3)) {
        qualify = Optional.of(comparison(over.getFirst(), plain.with(over)));
      }
    }
    List<Item> items = items(wish, terms.with(groupings(grouping)));
    boolean exact = items.stream().noneMatch(item -> item.type() == Type.APPROXIMATE);
    boolean distinct = exact && choice.oneIn(8);
    Optional<Tail> tail = exact ? tail(wish, items.size()) : Optional.empty();
    return new Select(distinct, items, from, where, grouping, qualify, tail);
  }

  private Term comparison(Term over, TermGenerator terms) {
    return over.type() == Type.APPROXIMATE
        ? new Term.Apply(Form.of(Type.BOOLEAN, "(%s IS NOT NULL)", over.type()), List.of(over))
        : new Term.Apply(
            Form.of(Type.BOOLEAN, choice.of("(%s = %s)", "(%s <= %s)"), over.type(), over.type()),
            List.of(over, terms.term(over.type(), choice.below(2))));
  }

  private List<Item> items(Wish wish, TermGenerator terms) {
    List<Type> types = wish.types();
    if (types.isEmpty()) {
      int count = 1 + choice.below(4);
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        items.add(
            item(
                choice.oneIn(2)
                    ? anyLeaf(wish, terms)
                    : terms.term(
                        wish.outermost() ? choice.of(Type.values()) : choice.of(Type.EXACT),
                        choice.below(3))));
      }
      return items;
    }
    return types.stream().map(type -> item(terms.term(type, choice.below(3)))).toList();
  }

  private Term anyLeaf(Wish wish, TermGenerator terms) {
    List<Term> fitting =
        terms.leaves().stream()
            .filter(term -> wish.outermost() || term.type() != Type.APPROXIMATE)
            .toList();
    return fitting.isEmpty() ? terms.exact() : choice.of(fitting);
  }

  private Item item(Term term) {
    return new Item(term, "c" + names++);
  }

  private Optional<Tail> tail(Wish wish, int columns) {
    if (!choice.oneIn(6)) {
      return Optional.empty();
    }
    List<String> sort =
        choice.shuffled(IntStream.rangeClosed(1, columns).boxed().toList()).stream()
            .map(column ->
                column + choice.of("", " DESC") + choice.of(" NULLS FIRST", " NULLS LAST"))
            .toList();
    Optional<Integer> offset = choice.maybe(4, () -> choice.below(4));
    return Optional.of(new Tail(sort, Optional.of(1 + choice.below(8)), offset));
  }

  private From from(int depth) {
    From first = single(depth);
    if (first instanceof From.Windowed) {
      return first;
    }
    int joins = choice.oneIn(2) ? 0 : 1 + choice.below(2);
    for (int i = 0; i < joins; i++) {
      first = join(first, single(depth - 1));
    }
    return choice.oneIn(8) ? unnested(first) : first;
  }

  private From unnested(From left) {
    var terms = new TermGenerator(choice, List.copyOf(left.fields()));
    Type type = choice.of(Type.EXACT);
    List<Term> items =
        IntStream.rangeClosed(0, choice.below(3))
            .mapToObj(_ -> terms.term(type, choice.below(2)))
            .toList();
    return new From.Unnested(left, items, "a" + names++);
  }

  private From single(int depth) {
    if (depth > 1 && choice.oneIn(2)) {
      return new From.Derived(query(new Wish(depth - 1, List.of(), false)), "a" + names++);
    }
    if (!named.isEmpty() && choice.oneIn(2)) {
      From.Table definition = choice.of(named);
      return table(definition.name(), definition.fields());
    }
    if (choice.oneIn(8)) {
      return windowed(false);
    }
    Tables.Shape shape = choice.of(Tables.SHAPES);
    return table(shape.name(), shape.fields());
  }

  private From table(String name, List<Term.Field> fields) {
    String alias = "a" + names++;
    return new From.Table(name, alias, renamed(fields, alias));
  }

  private static List<Term.Field> renamed(List<Term.Field> fields, String alias) {
    return fields.stream().map(field -> new Term.Field(alias, field.name(), field.type())).toList();
  }

  /// @param sessions which Wadi has only where they are grouped by
  private From windowed(boolean sessions) {
    Tables.Shape shape = choice.of(Tables.TIMED);
    String alias = "a" + names++;
    int size = choice.of(10, 30, 60);
    WindowKind kind =
        switch (choice.below(sessions ? 4 : 3)) {
          case 0 -> new WindowKind.Tumble(size);
          case 1 -> new WindowKind.Hop(choice.of(10, 20, size), size);
          case 2 -> new WindowKind.Cumulate(10, size);
          default -> new WindowKind.Session(choice.of(shape.fields()).name(), size);
        };
    return new From.Windowed(kind, shape.name(), alias, renamed(shape.fields(), alias));
  }

  private From join(From left, From right) {
    JoinKind kind = choice.of(JoinKind.values());
    Optional<Term> on = kind == JoinKind.CROSS ? Optional.empty() : Optional.of(on(left, right));
    return new From.Join(kind, left, right, on);
  }

  private Term on(From left, From right) {
    List<Term> both = new ArrayList<>(left.fields());
    both.addAll(right.fields());
    var terms = new TermGenerator(choice, both);
    Term first =
        equality(left.fields(), right.fields()).orElseGet(() -> terms.term(Type.BOOLEAN, 1));
    return switch (choice.below(4)) {
      case 0 -> and(first, terms.condition());
      case 1 -> equality(left.fields(), right.fields()).map(also -> and(first, also)).orElse(first);
      default -> first;
    };
  }

  private static Term and(Term one, Term other) {
    return new Term.Apply(
        Form.of(Type.BOOLEAN, "(%s AND %s)", Type.BOOLEAN, Type.BOOLEAN), List.of(one, other));
  }

  private Optional<Term> equality(List<? extends Term> left, List<? extends Term> right) {
    return choice.<Term>shuffled(left).stream()
        .flatMap(one ->
            choice.<Term>shuffled(right).stream()
                .filter(other -> other.type() == one.type() && one.type() != Type.APPROXIMATE)
                .map(other -> equal(one, other)))
        .findFirst();
  }

  private static Term equal(Term one, Term other) {
    return new Term.Apply(
        Form.of(Type.BOOLEAN, "(%s = %s)", one.type(), one.type()), List.of(one, other));
  }

  private Optional<Term> subquery(Type type, int depth, List<Term.Field> outer) {
    if (type == Type.APPROXIMATE) {
      return Optional.empty();
    }
    From from = single(depth);
    if (from instanceof From.Windowed) {
      return Optional.empty();
    }
    var terms = new TermGenerator(choice, List.copyOf(from.fields()));
    Optional<Term> where =
        choice.oneIn(3)
            ? choice.maybe(2, terms::condition)
            : equality(from.fields(), outer)
                .map(equal -> choice.oneIn(3) ? and(equal, terms.with(outer).condition()) : equal);
    if (type == Type.BOOLEAN && choice.oneIn(3)) {
      Item one = item(new Term.Constant("1", Type.WHOLE));
      return Optional.of(new Term.Exists(choice.oneIn(2), plain(one, from, where)));
    }
    if (type == Type.BOOLEAN) {
      Type searched = choice.of(Type.EXACT);
      Item item = item(terms.term(searched, choice.below(2)));
      Term value = notLiteral(new TermGenerator(choice, outer).term(searched, choice.below(2)));
      return Optional.of(new Term.In(choice.oneIn(3), value, plain(item, from, where)));
    }
    Form max = Form.of(type, choice.of("max(%s)", "min(%s)"), type);
    Term value =
        type == Type.WHOLE && choice.oneIn(2)
            ? new Term.Aggregated(
                Aggregates.COUNT_ROWS, false, List.of(), List.of(), Optional.empty())
            : new Term.Aggregated(
                max,
                false,
                List.of(terms.term(type, choice.below(2))),
                List.of(),
                Optional.empty());
    return Optional.of(new Term.Scalar(plain(item(value), from, where)));
  }

  // A known bug, of Calcite's rule for sub-queries: it finds a literal among values of which all
  // are
  // null, `(1 IN (SELECT CAST(NULL AS INT) FROM t)) IS TRUE`. Any other term it searches well.
  private static Term notLiteral(Term term) {
    Type type = term.type();
    return term instanceof Term.Constant
        ? new Term.Apply(Form.of(type, "coalesce(%s, %s)", type, type), List.of(term, term))
        : term;
  }

  private static Select plain(Item item, From from, Optional<Term> where) {
    return new Select(
        false, List.of(item), from, where, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
