package dev.wadi.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.Arrays;

/// Turns a server's problem back into the error it was.
public final class ApiProblem {
  private ApiProblem() {}

  static WadiException toException(int status, JsonNode problem) {
    if (!problem.hasNonNull("code")) {
      return new WadiException(
          ErrorCode.SERVER_UNREACHABLE,
          "this does not look like a Wadi server: it answered with status " + status);
    }
    return toException(problem);
  }

  /// The error of an `application/problem+json` object.
  public static WadiException toException(JsonNode problem) {
    SourcePosition position =
        problem.hasNonNull("line")
            ? new SourcePosition(problem.get("line").asInt(), problem.get("column").asInt())
            : null;
    return new WadiException(
        code(problem.path("code").asText()),
        problem.path("detail").asText(),
        position,
        problem.hasNonNull("hint") ? problem.get("hint").asText() : null,
        null);
  }

  /// The code of that name; a newer server may have some that this program does not know.
  public static ErrorCode code(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.name().equals(name))
        .findFirst()
        .orElse(ErrorCode.INTERNAL);
  }
}
