package dev.wadi.connectors.kafka;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Where brokers are, and how to talk to them.
///
/// @param configs of all clients; those that a client does not know are not for it
record KafkaCluster(String servers, Map<String, String> configs) {
  private static final String SERVERS = "bootstrap_servers";
  private static final String AUTH = "auth.type";
  private static final String MECHANISM = "auth.mechanism";
  private static final String PROTOCOL = "auth.protocol";
  private static final String USERNAME = "auth.username";
  private static final String PASSWORD = "auth.password";

  /// How long to wait for brokers, where waiting longer would only hide that they are not there.
  private static final String TIMEOUT_MILLIS = "15000";

  /// How long a transaction may be open: as long as brokers allow unless they are told otherwise.
  private static final String TRANSACTION_MILLIS = "900000";

  static final List<Option> OPTIONS =
      List.of(
          Option.required(SERVERS, "some of the brokers: 'host:9092,otherhost:9092'"),
          Option.optional(AUTH, "how to log in: 'none' (default) or 'sasl'")
              .taking(OptionValues.oneOf(Authentication.class).otherwise("none")),
          Option.optional(MECHANISM, "for 'sasl': 'PLAIN', 'SCRAM-SHA-256' or 'SCRAM-SHA-512'")
              .taking(OptionValues.oneOf(List.copyOf(Mechanisms.NAMES))),
          Option.optional(PROTOCOL, "for 'sasl': 'SASL_PLAINTEXT' or 'SASL_SSL'")
              .taking(OptionValues.oneOf(List.of("SASL_PLAINTEXT", "SASL_SSL"))),
          Option.optional(USERNAME, "for 'sasl'"),
          Option.optional(PASSWORD, "for 'sasl'; see {{ NAME }} for how not to write it")
              .taking(OptionValues.SECRET),
          ClientConfigs.OPTION);

  private enum Authentication {
    NONE,
    SASL
  }

  private static final class Mechanisms {
    private static final List<String> NAMES = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
  }

  KafkaCluster {
    configs = Map.copyOf(configs);
  }

  static KafkaCluster of(Options options) {
    Map<String, String> configs = new HashMap<>(ClientConfigs.of(options));
    if (options.text(AUTH).filter("aws_msk_iam"::equals).isPresent()) {
      throw options
          .invalid(AUTH, "aws_msk_iam", "'none' or 'sasl'")
          .withHint("there is no signer for AWS here: give the brokers SASL/SCRAM users");
    }
    switch (options.choice(AUTH, Authentication.class).orElse(Authentication.NONE)) {
      case NONE -> refuse(options);
      case SASL -> configs.putAll(sasl(options));
    }
    String servers = options.required(SERVERS);
    requireAddresses(servers, options);
    return new KafkaCluster(servers, configs);
  }

  private static void requireAddresses(String servers, Options options) {
    boolean addresses =
        Stream.of(servers.split(","))
            .allMatch(
                server -> server.strip().matches("[^\\s:/]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d+"));
    if (!addresses) {
      throw options.invalid(SERVERS, servers, "addresses such as 'localhost:9092'");
    }
  }

  private static void refuse(Options options) {
    for (String name : List.of(MECHANISM, PROTOCOL, USERNAME, PASSWORD)) {
      if (options.text(name).isPresent()) {
        throw new WadiException(
                ErrorCode.INVALID_OPTION, "the option '%s' needs %s = 'sasl'".formatted(name, AUTH))
            .withHint("add it, or leave the option out");
      }
    }
  }

  private static Map<String, String> sasl(Options options) {
    String mechanism = oneOf(options, MECHANISM, Mechanisms.NAMES);
    String protocol = oneOf(options, PROTOCOL, List.of("SASL_PLAINTEXT", "SASL_SSL"));
    String module =
        mechanism.equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    String login =
        "%s required username=%s password=%s;"
            .formatted(
                module, quoted(options.required(USERNAME)), quoted(options.required(PASSWORD)));
    return Map.of(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        protocol,
        SaslConfigs.SASL_MECHANISM,
        mechanism,
        SaslConfigs.SASL_JAAS_CONFIG,
        login);
  }

  private static String oneOf(Options options, String name, List<String> choices) {
    String value = options.required(name);
    return choices.stream()
        .filter(value.strip()::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () -> options.invalid(name, value, "one of '" + String.join("', '", choices) + "'"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// What a client is configured with.
  ///
  /// @param own beats what the table says
  private Map<String, Object> configs(
      Set<String> known, Map<String, String> defaults, Map<String, String> own) {
    Map<String, Object> all = new HashMap<>(defaults);
    configs.forEach((name, value) -> {
      if (known.contains(name)) {
        all.put(name, value);
      }
    });
    all.putAll(own);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    // Says nothing to anybody outside.
    all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");
    return all;
  }

  AdminClientConfig adminConfig() {
    return new AdminClientConfig(adminConfigs());
  }

  private Map<String, Object> adminConfigs() {
    return configs(
        AdminClientConfig.configNames(),
        Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS),
        Map.of());
  }

  Admin admin() {
    return opened(() -> Admin.create(adminConfigs()));
  }

  KafkaConsumer<byte[], byte[]> consumer(Map<String, String> own) {
    return opened(() ->
        new KafkaConsumer<>(
            configs(
                ConsumerConfig.configNames(),
                // Rows that are gone are not passed over without a word.
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                own),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()));
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, String> own) {
    return opened(() ->
        new KafkaProducer<>(
            configs(
                ProducerConfig.configNames(),
                Map.of(
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    TIMEOUT_MILLIS,
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    TRANSACTION_MILLIS),
                own),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  @FunctionalInterface
  private interface Opening<T> {
    T open();
  }

  private <T> T opened(Opening<T> opening) {
    try {
      return opening.open();
    } catch (KafkaException e) {
      throw failed("cannot start a client", e);
    }
  }

  /// @param what has failed, for people
  WadiException failed(String what, Exception cause) {
    return KafkaErrors.of(servers, what, cause);
  }
}
