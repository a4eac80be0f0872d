package dev.wadi.connectors.redis;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/// Where a server, or a cluster of them, is.
record RedisServer(Set<HostAndPort> addresses, boolean cluster, JedisClientConfig config) {
  private static final String ADDRESS = "address";
  private static final String ADDRESSES = "cluster.addresses";
  private static final int DEFAULT_PORT = 6379;

  static final List<Option> OPTIONS =
      List.of(
          Option.optional(ADDRESS, "of one server: 'redis://host:6379/0', 'rediss://' for TLS"),
          Option.optional(ADDRESSES, "of some servers of a cluster, with commas between them"),
          Option.optional("username", "who logs in"),
          Option.optional("password", "to log in with; see {{ NAME }} for how not to write it")
              .taking(OptionValues.SECRET));

  static RedisServer of(Options options) {
    String one = options.text(ADDRESS).orElse(null);
    String many = options.text(ADDRESSES).orElse(null);
    if (one == null && many == null) {
      throw new WadiException(ErrorCode.MISSING_OPTION, "a redis table needs the option 'address'")
          .withHint("add address = 'redis://localhost:6379', or 'cluster.addresses' = '...'");
    }
    if (one != null && many != null) {
      throw options.invalid(ADDRESSES, many, "to stand alone, without 'address'");
    }
    String option = one == null ? ADDRESSES : ADDRESS;
    Set<HostAndPort> addresses = new LinkedHashSet<>();
    URI last = null;
    for (String text : one != null ? new String[] {one} : many.split(",")) {
      last = uri(text.strip(), option, options);
      addresses.add(
          new HostAndPort(last.getHost(), last.getPort() < 0 ? DEFAULT_PORT : last.getPort()));
    }
    return new RedisServer(addresses, many != null, config(last, option, options));
  }

  private static URI uri(String text, String option, Options options) {
    try {
      URI uri = URI.create(text.contains("://") ? text : "redis://" + text);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null
          && (scheme.equals("redis") || scheme.equals("rediss"))
          && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw options
        .invalid(option, text, "an address such as 'redis://localhost:6379'")
        .withHint("give a name and a password as options of their own");
  }

  // Without a handshake, which old servers do not know.
  private static JedisClientConfig config(URI address, String option, Options options) {
    var config = DefaultJedisClientConfig.builder().serverDefaultProtocol();
    if (address.getScheme().equalsIgnoreCase("rediss")) {
      config.sslOptions(SslOptions.defaults());
    }
    options.text("username").ifPresent(config::user);
    options.text("password").ifPresent(config::password);
    String database = address.getPath() == null ? "" : address.getPath().replaceFirst("^/", "");
    if (!database.isEmpty()) {
      try {
        config.database(Integer.parseInt(database));
      } catch (NumberFormatException e) {
        throw options.invalid(option, address.toString(), "a database number behind the '/'");
      }
    }
    return config.build();
  }

  /// A client; it connects when it is first used.
  UnifiedJedis open() {
    return cluster
        ? RedisClusterClient.builder().nodes(addresses).clientConfig(config).build()
        : RedisClient.builder()
            .hostAndPort(addresses.iterator().next())
            .clientConfig(config)
            .build();
  }

  /// Does something with a client, once more if a connection turns out to be broken.
  <T> T ask(UnifiedJedis client, Function<UnifiedJedis, T> step) {
    try {
      try {
        return step.apply(client);
      } catch (JedisConnectionException e) {
        return step.apply(client);
      }
    } catch (JedisException e) {
      throw failed(e);
    }
  }

  WadiException failed(JedisException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new WadiException(
            ErrorCode.SYSTEM_FAILED, "redis at %s: %s".formatted(addresses, cause.getMessage()), e)
        .withHint("is the server running, and are name and password right?");
  }
}
