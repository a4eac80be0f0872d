package dev.wadi.server.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes terms over what is in sight.
///
/// @param leaves what terms end in: columns, and where rows are grouped keys and aggregates
/// @param subqueries makes conditions and values of sub-queries over these rows
record TermGenerator(
    Choice choice, List<Term> leaves, Optional<Function<List<Term>, Subqueries>> subqueries) {
  private static final int CONSTANT = 5;

  TermGenerator(Choice choice, List<? extends Term> leaves) {
    this(choice, List.copyOf(leaves), Optional.empty());
  }

  TermGenerator with(List<? extends Term> more) {
    List<Term> all = new ArrayList<>(leaves);
    all.addAll(more);
    return new TermGenerator(choice, all, subqueries);
  }

  Type exactType() {
    return choice.of(Type.EXACT);
  }

  Term exact() {
    return term(exactType(), choice.below(3));
  }

  Term condition() {
    return term(Type.BOOLEAN, 1 + choice.below(3));
  }

  Term term(Type type, int depth) {
    if (depth <= 0) {
      return leaf(type);
    }
    if (choice.oneIn(10)) {
      Optional<Term> query = subqueries.flatMap(make -> make.apply(leaves).term(type));
      if (query.isPresent()) {
        return query.get();
      }
    }
    if (choice.oneIn(4)) {
      return leaf(type);
    }
    Form form = choice.of(Scalars.of(type));
    return new Term.Apply(
        form, form.arguments().stream().map(argument -> term(argument, depth - 1)).toList());
  }

  Term leaf(Type type) {
    List<Term> fitting = leaves.stream().filter(term -> term.type() == type).toList();
    if (!fitting.isEmpty() && !choice.oneIn(CONSTANT)) {
      return choice.of(fitting);
    }
    if (type == Type.APPROXIMATE) {
      return new Term.Apply(Form.of(type, "sqrt(abs(%s))", Type.REAL), List.of(leaf(Type.REAL)));
    }
    return choice.oneIn(8)
        ? Term.Constant.nothing(type)
        : new Term.Constant(choice.of(type.constants()), type);
  }

  /// Keys that leave no two rows in any order, unless they are alike.
  List<SortKey> totalOrder() {
    List<Term> exact = leaves.stream().filter(term -> term.type() != Type.APPROXIMATE).toList();
    return choice.shuffled(exact).stream().map(this::sortKey).toList();
  }

  SortKey sortKey(Term term) {
    return new SortKey(term, choice.oneIn(2), choice.oneIn(2));
  }

  boolean hasExactLeaves() {
    return leaves.stream().anyMatch(term -> term.type() != Type.APPROXIMATE);
  }

  /// A term that is not the same for all rows. Not of IS DISTINCT FROM: where that is grouped by,
  /// Calcite does not know it again.
  Optional<Term> varying() {
    List<Term> exact = leaves.stream().filter(term -> term.type() != Type.APPROXIMATE).toList();
    if (exact.isEmpty()) {
      return Optional.empty();
    }
    Term leaf = choice.of(exact);
    if (choice.oneIn(3)) {
      Type result = choice.of(Type.EXACT);
      List<Form> forms =
          Scalars.of(result).stream()
              .filter(form -> form.arguments().contains(leaf.type()))
              .filter(form -> !form.wadi().contains("DISTINCT FROM"))
              .toList();
      if (!forms.isEmpty()) {
        Form form = choice.of(forms);
        return Optional.of(new Term.Apply(form, arguments(form, leaf)));
      }
    }
    return Optional.of(leaf);
  }

  private List<Term> arguments(Form form, Term leaf) {
    List<Term> arguments = new ArrayList<>();
    form.arguments()
        .forEach(type ->
            arguments.add(type == leaf.type() && !arguments.contains(leaf) ? leaf : leaf(type)));
    return arguments;
  }
}
