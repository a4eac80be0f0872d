package dev.wadi.connectors.kafka;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/// The option `client_configs`: what Kafka's own clients can be told.
final class ClientConfigs {
  private static final String NAME = "client_configs";

  static final Option OPTION =
      Option.optional(
          NAME,
          "settings of Kafka's Java clients: 'compression.type=zstd,linger.ms=20'; TLS is"
              + " 'security.protocol=SSL', with 'ssl.ca.location=/path/to/ca.pem' for a CA of one's"
              + " own");

  /// What the connector sets itself, or has an option for.
  private static final Set<String> OURS =
      Set.of(
          "bootstrap.servers",
          "group.id",
          "enable.auto.commit",
          "isolation.level",
          "transactional.id",
          "enable.idempotence",
          "acks",
          "enable.metrics.push",
          // Names a class, and has a password in it.
          "sasl.jaas.config");

  // They name classes to be loaded, which SQL has no business to.
  private static final Pattern CODE =
      Pattern.compile(
          ".*(\\.class|\\.classes|\\.reporters|serializer|providers.*|\\.assignors?|strategy)");

  /// Of the C library, as other engines have it: the authorities that are trusted, in PEM.
  private static final String CA_LOCATION = "ssl.ca.location";

  private ClientConfigs() {}

  /// By the names that the clients know.
  static Map<String, String> of(Options options) {
    Map<String, String> configs = new HashMap<>();
    String text = options.text(NAME).orElse("");
    for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw options.invalid(NAME, text, "pairs such as 'name=value,othername=value'");
      }
      add(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip(), configs, options);
    }
    return configs;
  }

  private static void add(String name, String value, Map<String, String> configs, Options options) {
    if (name.equals(CA_LOCATION)) {
      configs.put("ssl.truststore.type", "PEM");
      configs.put("ssl.truststore.location", value);
      return;
    }
    Set<String> known = known();
    if (!known.contains(name)) {
      throw unknown(name, known, options);
    }
    configs.put(name, value);
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(ConsumerConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    known.removeIf(name -> OURS.contains(name) || CODE.matcher(name).matches());
    return known;
  }

  private static WadiException unknown(String name, Set<String> known, Options options) {
    WadiException error =
        options.invalid(NAME, name, "settings of Kafka's Java clients that tables may make");
    return OURS.contains(name)
        ? error.withHint("'%s' is not up to the table, or has an option of its own".formatted(name))
        : Names.nearest(name, List.copyOf(known))
            .map(nearest -> error.withHint("did you mean '%s'?".formatted(nearest)))
            .orElse(error);
  }
}
