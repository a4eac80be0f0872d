package dev.wadi.server.http;

import java.util.List;
import java.util.function.Function;

/// A collection of resources, or a page of one.
///
/// @param hasMore whether there are more behind the last one
record Listing<T>(List<T> data, boolean hasMore) {
  static <T> Listing<T> of(List<T> all) {
    return new Listing<>(all, false);
  }

  /// The same as clients see it.
  <V> Listing<V> map(Function<T, V> view) {
    return new Listing<>(data.stream().map(view).toList(), hasMore);
  }
}
