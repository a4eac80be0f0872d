package dev.wadi.wasm.http;

import java.util.List;

/// What a server answered.
///
/// @param headers each `name: value`, with the name in lower case
public record HttpReply(int status, List<String> headers, byte[] body) {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  public HttpReply {
    headers = List.copyOf(headers);
  }

  /// Whether the server may answer something else if it is asked again.
  public boolean isForNow() {
    return status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
  }
}
