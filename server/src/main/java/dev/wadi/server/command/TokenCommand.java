package dev.wadi.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Role;
import dev.wadi.server.access.Tokens;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.PostgresAddress;
import dev.wadi.server.catalog.SharedCatalog;
import dev.wadi.server.client.ApiClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `wadi token`
@Command(
    name = "token",
    description =
        "Makes, lists and removes the tokens of a server. Once there is one, every request needs"
            + " one, and the server may listen on other addresses than loopback.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(create | list | remove)",
    footer = {"", "Example: ./wadi token create me --role admin"})
final class TokenCommand {
  private static final String PATH = "/tokens";
  private static final Pattern LIFETIME = Pattern.compile("(\\d{1,6})([hd])");

  @Mixin private ServerAddress server;

  @Command(
      name = "create",
      description = "Makes a token and prints its secret, which nobody can find out later.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi token create nightly --role developer --expires-in 90d"})
  private void create(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--role",
              required = true,
              description = "viewer (looks), developer (runs SQL, uploads plugins) or admin")
          String role,
      @Option(
              names = "--expires-in",
              paramLabel = "TIME",
              description = "such as 12h or 90d; without, the token does not expire")
          String lifetime,
      @Option(
              names = "--data-dir",
              paramLabel = "DIRECTORY",
              description =
                  "make it in the data directory of a server that does not run, as for the first"
                      + " token of one that is not to listen on loopback")
          Path dataDirectory,
      @Option(
              names = "--catalog",
              paramLabel = "URL",
              converter = CatalogOptions.Address.class,
              description =
                  "make it in the catalog that servers share; the data directory has the key")
          PostgresAddress address) {
    Optional<Duration> expires = Optional.ofNullable(lifetime).map(TokenCommand::lifetime);
    if (dataDirectory == null && address == null) {
      System.out.println(create(name, role, expires));
      return;
    }
    try (Catalog catalog = catalog(dataDirectory, address)) {
      var tokens = new Tokens(catalog.tokens(), Clock.systemUTC());
      System.out.println(tokens.create(name, Role.of(role), expires));
    }
  }

  private String create(String name, String role, Optional<Duration> lifetime) {
    Map<String, Object> token = new HashMap<>(Map.of("name", name, "role", role));
    lifetime.ifPresent(time -> token.put("expires_in_seconds", time.toSeconds()));
    try (ApiClient client = server.client()) {
      return client.post(PATH, token).get("token").asText();
    }
  }

  private static Catalog catalog(Path dataDirectory, PostgresAddress address) {
    Path directory =
        dataDirectory == null ? Path.of(ServerOptions.DEFAULT_DATA_DIRECTORY) : dataDirectory;
    return address == null
        ? Catalog.open(directory)
        : Catalog.open(new SharedCatalog(address, directory.resolve(Catalog.KEY_NAME)));
  }

  private static Duration lifetime(String text) {
    Matcher matcher = LIFETIME.matcher(text);
    if (!matcher.matches()) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "--expires-in is '%s', expected hours or days, as in 12h or 90d".formatted(text));
    }
    long count = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count);
  }

  @Command(
      name = "list",
      description = "Lists the tokens, without their secrets.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi token list"})
  private void list() {
    try (ApiClient client = server.client()) {
      for (JsonNode token : client.get(PATH).get("data")) {
        System.out.printf(
            "%s %s, made %s%s%n",
            token.get("name").asText(),
            token.get("role").asText(),
            token.get("created_at").asText(),
            token.has("expires_at") ? ", expires " + token.get("expires_at").asText() : "");
      }
    }
  }

  @Command(
      name = "remove",
      description = "Removes a token: who holds it is refused from now on.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ./wadi token remove nightly"})
  private void remove(@Parameters(paramLabel = "NAME") String name) {
    try (ApiClient client = server.client()) {
      client.delete(PATH + "/" + name);
    }
  }
}
