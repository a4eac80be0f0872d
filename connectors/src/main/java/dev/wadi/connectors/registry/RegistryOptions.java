package dev.wadi.connectors.registry;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where a table's schemas are registered. That goes with the brokers rather than with a format:
/// tables that share a connection profile have it whether their format needs it or not.
public final class RegistryOptions {
  public static final String ENDPOINT = "schema_registry.endpoint";
  private static final String KEY = "schema_registry.api_key";
  private static final String SECRET = "schema_registry.api_secret";

  public static final List<Option> OPTIONS =
      List.of(
          Option.optional(
              ENDPOINT,
              "the address of a schema registry, for tables in 'avro': 'http://registry:8081'"),
          Option.optional(KEY, "the name to log in to the registry with"),
          Option.optional(SECRET, "its password; see {{ NAME }} for how not to write it")
              .taking(OptionValues.SECRET));

  private RegistryOptions() {}

  /// The registry that a table names; empty if it names none.
  ///
  /// @throws WadiException if the address is none, or half of a login is missing
  public static Optional<SchemaRegistry> of(Options options) {
    Optional<String> key = options.text(KEY);
    Optional<String> secret = options.text(SECRET);
    if (key.isPresent() != secret.isPresent()) {
      throw missing(key.isPresent() ? KEY : SECRET, key.isPresent() ? SECRET : KEY);
    }
    Optional<String> endpoint = options.text(ENDPOINT);
    if (endpoint.isEmpty() && key.isPresent()) {
      throw missing(KEY, ENDPOINT);
    }
    return endpoint.map(address ->
        new SchemaRegistry(
            new RegistryCalls(
                address(address, options),
                key.map(name -> new RegistryCalls.Login(name, secret.orElseThrow())))));
  }

  private static WadiException missing(String there, String absent) {
    return new WadiException(
            ErrorCode.MISSING_OPTION, "the option '%s' needs '%s'".formatted(there, absent))
        .withHint("add it, or leave the other out");
  }

  private static String address(String text, Options options) {
    String address = text.strip().replaceAll("/+$", "");
    try {
      URI uri = URI.create(address);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one message
    }
    // Not with the text: who writes a password into an address must not find it in logs.
    throw new WadiException(
            ErrorCode.INVALID_OPTION,
            "the option '%s' expects an address such as 'http://registry:8081'".formatted(ENDPOINT))
        .withHint("name and password are %s and %s".formatted(KEY, SECRET));
  }
}
