package dev.wadi.server.access;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a caller may do. Each role may also do what those before it may.
public enum Role {
  /// Looks at everything but secrets, and changes nothing.
  VIEWER,
  /// Runs SQL, uploads plugins, and changes the pipelines that are its own.
  DEVELOPER,
  /// Grants plugins what they ask for, hands out tokens, changes the pipelines of others.
  ADMIN;

  /// The name in requests, commands and messages.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /// @throws WadiException if there is no such role
  public static Role of(String label) {
    return Arrays.stream(values())
        .filter(role -> role.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new WadiException(
                ErrorCode.INVALID_REQUEST,
                "role is '%s', expected %s"
                    .formatted(
                        label,
                        Arrays.stream(values())
                            .map(Role::label)
                            .collect(Collectors.joining(", ")))));
  }
}
