package dev.wadi.server.flight;

import dev.wadi.server.pipeline.OneShotQueries.Prepared;
import java.util.List;

/// A statement that a client may run again and again.
///
/// @param bound the values of its parameters, row by row, which were given last
record PreparedStatement(String sql, Prepared shape, List<List<Object>> bound) {
  PreparedStatement(String sql, Prepared shape) {
    this(sql, shape, List.of());
  }
}
