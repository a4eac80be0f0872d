package dev.wadi.server.sql.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// Decides.
record Choice(Random random) {
  static Choice of(long seed) {
    return new Choice(new Random(seed));
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  /// From 0 to less than a bound.
  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T of(List<? extends T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> Optional<T> maybe(int oneIn, Supplier<T> value) {
    return oneIn(oneIn) ? Optional.of(value.get()) : Optional.empty();
  }

  <T> List<T> shuffled(List<? extends T> items) {
    List<T> all = new ArrayList<>(items);
    Collections.shuffle(all, random);
    return all;
  }

  /// Several of a kind.
  <T> List<T> times(int count, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item.get());
    }
    return items;
  }
}
