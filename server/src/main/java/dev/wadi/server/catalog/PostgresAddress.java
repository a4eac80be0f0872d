package dev.wadi.server.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A database of PostgreSQL.
///
/// @param place `host:port/database`; of several hosts, with commas in between, that counts which
///   can be written to
/// @param parameters of the driver, as they stand behind the question mark; may be empty
/// @param password absent if the server knows the user by other means
public record PostgresAddress(
    String place, String parameters, Optional<String> user, Optional<String> password) {
  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<place>[^@/?]+/[^@/?]+)(?:\\?(?<parameters>.*))?");

  /// @param url such as `postgresql://user:password@host:5432/database?sslmode=require`
  /// @throws WadiException if it is none
  public static PostgresAddress parse(String url) {
    Matcher matcher = URL.matcher(url.strip());
    if (!matcher.matches()) {
      // Not what it is: there may be a password in it.
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "the catalog's address is no URL of PostgreSQL")
          .withHint("it looks like postgresql://user@host:5432/database");
    }
    String parameters = matcher.group("parameters");
    return new PostgresAddress(
        matcher.group("place"),
        parameters == null ? "" : parameters,
        decoded(matcher.group("user")),
        decoded(matcher.group("password")));
  }

  private static Optional<String> decoded(String part) {
    try {
      return Optional.ofNullable(part)
          .filter(text -> !text.isEmpty())
          .map(text -> URLDecoder.decode(text.replace("+", "%2B"), UTF_8));
    } catch (IllegalArgumentException e) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "the catalog's address has a '%' that encodes nothing", e);
    }
  }

  /// The same with a password from elsewhere.
  public PostgresAddress withPassword(String other) {
    return new PostgresAddress(place, parameters, user, Optional.of(other));
  }

  String jdbcUrl() {
    String url = "jdbc:postgresql://" + place;
    return parameters.isEmpty() ? url : url + "?" + parameters;
  }

  /// Without what may be secret.
  @Override
  public String toString() {
    return "postgresql://%s%s".formatted(user.map(name -> name + "@").orElse(""), place);
  }
}
