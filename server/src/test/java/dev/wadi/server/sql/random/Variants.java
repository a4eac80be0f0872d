package dev.wadi.server.sql.random;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Smaller trees than a tree of records: a part is left out, or replaced by a part of itself. What
/// does not make sense any more is found out by running it.
final class Variants {
  private Variants() {}

  /// Those that leave most out come first.
  static Stream<Object> of(Object node) {
    return switch (node) {
      case List<?> list -> ofList(list);
      case Optional<?> optional ->
          optional.isEmpty()
              ? Stream.empty()
              : Stream.concat(Stream.of(Optional.empty()), of(optional.get()).map(Optional::of));
      case Form _ -> Stream.empty();
      case Record part -> Stream.concat(instead(part), ofParts(part));
      default -> Stream.empty();
    };
  }

  private static Stream<Object> ofList(List<?> list) {
    Stream<Object> shorter =
        IntStream.range(0, list.size())
            .mapToObj(i -> {
              List<Object> less = new ArrayList<>(list);
              less.remove(i);
              return less;
            });
    Stream<Object> smaller =
        IntStream.range(0, list.size())
            .boxed()
            .flatMap(i ->
                of(list.get(i))
                    .map(item -> {
                      List<Object> changed = new ArrayList<>(list);
                      changed.set(i, item);
                      return changed;
                    }));
    return Stream.concat(shorter, smaller);
  }

  private static Stream<Object> instead(Record node) {
    return switch (node) {
      case Term term -> insteadOf(term);
      case From _ -> parts(node).filter(From.class::isInstance);
      case Query query ->
          Stream.concat(parts(node).filter(Query.class::isInstance), withoutColumns(query));
      default -> Stream.empty();
    };
  }

  private static Stream<Object> insteadOf(Term term) {
    Stream<Object> inner =
        parts(term).filter(part -> part instanceof Term other && other.type() == term.type());
    if (term instanceof Term.Constant
        || term instanceof Term.Field
        || term.type() == Type.APPROXIMATE) {
      return inner;
    }
    Stream<Object> constants =
        term.type() == Type.BOOLEAN
            ? term.type().constants().stream().map(text -> new Term.Constant(text, term.type()))
            : Stream.of(new Term.Constant(term.type().constants().getFirst(), term.type()));
    return Stream.concat(constants, inner);
  }

  private static Stream<Object> withoutColumns(Query query) {
    return IntStream.range(0, query.columns().size())
        .mapToObj(column -> without(query, column))
        .flatMap(Optional::stream);
  }

  private static Optional<Object> without(Query query, int column) {
    return switch (query) {
      case Query.SetOperation set when set.columns().size() > 1 ->
          without(set.left(), column)
              .flatMap(left ->
                  without(set.right(), column)
                      .map(right ->
                          new Query.SetOperation(set.operator(), (Query) left, (Query) right)));
      case Query.Select select when select.columns().size() > 1 -> {
        List<Query.Item> items = new ArrayList<>(select.columns());
        items.remove(column);
        yield Optional.of(
            new Query.Select(
                select.distinct(),
                items,
                select.from(),
                select.where(),
                select.grouping(),
                select.qualify(),
                select
                    .tail()
                    .map(tail ->
                        new Query.Tail(
                            IntStream.rangeClosed(1, items.size())
                                .mapToObj(i -> i + " NULLS FIRST")
                                .toList(),
                            tail.limit(),
                            tail.offset()))));
      }
      default -> Optional.empty();
    };
  }

  /// All parts of a node at any depth, those near to it first.
  private static Stream<Object> parts(Object node) {
    return switch (node) {
      case List<?> list ->
          list.stream().flatMap(item -> Stream.concat(Stream.of(item), parts(item)));
      case Optional<?> optional -> parts(optional.stream().toList());
      case Form _ -> Stream.empty();
      case Record part -> parts(components(part));
      default -> Stream.empty();
    };
  }

  private static List<Object> components(Record node) {
    return Arrays.stream(node.getClass().getRecordComponents())
        .map(component -> get(node, component))
        .toList();
  }

  private static Object get(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Object> ofParts(Record node) {
    List<Object> components = components(node);
    return IntStream.range(0, components.size())
        .boxed()
        .flatMap(i ->
            of(components.get(i))
                .map(smaller -> {
                  List<Object> changed = new ArrayList<>(components);
                  changed.set(i, smaller);
                  return changed;
                }))
        .flatMap(changed -> create(node, changed).stream());
  }

  private static Optional<Object> create(Record like, List<Object> components) {
    try {
      return Optional.of(
          like.getClass().getDeclaredConstructors()[0].newInstance(components.toArray()));
    } catch (InvocationTargetException | IllegalArgumentException _) {
      // It refuses parts that do not fit.
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
