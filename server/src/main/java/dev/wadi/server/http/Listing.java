package dev.wadi.server.http;

import java.util.List;

/// A collection of resources, or a page of one.
///
/// @param hasMore whether there are more behind the last one
record Listing<T>(List<T> data, boolean hasMore) {
  static <T> Listing<T> of(List<T> all) {
    return new Listing<>(all, false);
  }
}
