package dev.wadi.server.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.pipeline.ConnectionTests.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// What came of trying a connection; a connection that does not work is no failed request.
///
/// @param error whether it does not
/// @param done always: the test is over
/// @param rows the first ones of a table, as JSON; null if none were read
/// @param problem what is wrong, or null
record ConnectionTestView(
    boolean error,
    boolean done,
    String message,
    @JsonRawValue String rows,
    ErrorDescription problem) {
  static ConnectionTestView of(Finding finding) {
    return new ConnectionTestView(
        finding.error().isPresent(),
        true,
        finding.message(),
        finding.rows().isEmpty() ? null : array(finding.rows()),
        finding.error().orElse(null));
  }

  private static String array(List<byte[]> rows) {
    return rows.stream()
        .map(row -> new String(row, StandardCharsets.UTF_8))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
