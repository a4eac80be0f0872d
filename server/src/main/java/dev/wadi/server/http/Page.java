package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.function.Function;

/// Which part of a collection a request asks for: `limit` and `starting_after`, the id of the last
/// one that the client has seen.
final class Page {
  static final int MAX = 1_000;

  private Page() {}

  static int limit(ApiRequest request) {
    return request.number("limit", MAX, 1, MAX);
  }

  /// @param id what `starting_after` may name
  /// @throws WadiException if there is no such limit, or nothing has that id
  static <T> Listing<T> of(ApiRequest request, List<T> all, Function<T, String> id) {
    int limit = limit(request);
    String after = request.query("starting_after");
    int from = after == null ? 0 : all.stream().map(id).toList().indexOf(after) + 1;
    if (after != null && from == 0) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST,
          "parameter 'starting_after': nothing here is '%s'".formatted(after));
    }
    int to = Math.min(all.size(), from + limit);
    return new Listing<>(all.subList(from, to), to < all.size());
  }
}
