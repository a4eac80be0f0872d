package dev.wadi.server.pipeline;

import dev.wadi.sdk.connector.ConnectionProfile;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Secrets;
import dev.wadi.sdk.connector.UsesPlugins;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.catalog.StoredProfiles.StoredProfile;
import dev.wadi.server.catalog.StoredTables.StoredTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options that tables share by naming a profile, such as addresses and passwords. What a
/// profile holds is never given out again. Thread-safe.
public final class ConnectionProfiles implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private final QueryRunner runner;
  private final Catalog catalog;
  // Those whose secrets are here.
  private final Set<String> present = ConcurrentHashMap.newKeySet();

  public ConnectionProfiles(QueryRunner runner, Catalog catalog) {
    this.runner = runner;
    this.catalog = catalog;
    all().forEach(this::keep);
  }

  /// Keeps a profile.
  ///
  /// @param alongside what is recorded in the same moment
  /// @throws WadiException if its name cannot be used or is taken, there is no such connector, or
  ///   the connector has no such option
  public synchronized StoredProfile add(
      String name,
      String connectorName,
      Map<String, String> options,
      Consumer<StoredProfile> alongside) {
    if (!NAME.matcher(name).matches()) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "'%s' cannot be the name of a profile".formatted(name))
          .withHint("up to 63 letters, digits, '.', '_' and '-', a letter or digit first");
    }
    if (catalog.profiles().find(name).isPresent()) {
      throw new WadiException(
              ErrorCode.DUPLICATE_NAME, "a connection profile '%s' is here already".formatted(name))
          .withHint("remove it first, or name the new one differently");
    }
    checked(connectorName, options);
    var profile =
        new StoredProfile(Identifiers.next("cp"), name, connectorName, options, Instant.now());
    catalog.atomically(() -> {
      catalog.profiles().add(profile);
      alongside.accept(profile);
    });
    keep(profile);
    return profile;
  }

  private void keep(StoredProfile profile) {
    Secrets.put(profile.id(), profile.options());
    present.add(profile.id());
  }

  /// A connector that has such options.
  ///
  /// @throws WadiException if there is none, or it has not
  Connector checked(String connectorName, Map<String, String> options) {
    Connector connector = connector(connectorName);
    check(connector, options);
    return connector;
  }

  private Connector connector(String name) {
    List<Connector> all = runner.latestConnectors();
    List<String> names = all.stream().map(Connector::name).toList();
    return all.stream()
        .filter(connector -> connector.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.UNKNOWN_CONNECTOR, "there is no connector '%s'".formatted(name))
                .withHint(
                    Names.nearest(name, names)
                        .map("did you mean '%s'?"::formatted)
                        .orElse("there are: " + String.join(", ", names))));
  }

  private static void check(Connector connector, Map<String, String> options) {
    List<String> known =
        (connector instanceof UsesPlugins uses ? uses.options(options) : connector.options())
            .stream().map(Connector.Option::name).toList();
    for (String option : options.keySet()) {
      if (!known.contains(option)) {
        throw new WadiException(
                ErrorCode.INVALID_OPTION,
                "connector '%s' has no option '%s'".formatted(connector.name(), option))
            .withHint(
                Names.nearest(option, known)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("it has: " + String.join(", ", known)));
      }
    }
  }

  /// What SQL may name.
  List<ConnectionProfile> known() {
    // Another server may have made some of them.
    return all().stream()
        .peek(this::keep)
        .map(profile ->
            new ConnectionProfile(
                profile.name(),
                profile.connector(),
                Secrets.references(profile.id(), profile.options().keySet())))
        .toList();
  }

  public List<StoredProfile> all() {
    return catalog.profiles().all();
  }

  /// @throws WadiException if there is none
  public StoredProfile get(String idOrName) {
    return catalog
        .profiles()
        .find(idOrName)
        .orElseThrow(() ->
            new WadiException(
                ErrorCode.NOT_FOUND, "no connection profile '%s'".formatted(idOrName)));
  }

  /// Removes a profile.
  ///
  /// @throws WadiException if there is none, or a pipeline or table names it
  public synchronized void remove(String idOrName) {
    StoredProfile profile = get(idOrName);
    List<String> users = users(profile.name());
    if (!users.isEmpty()) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "the connection profile '%s' is named by: %s"
                  .formatted(profile.name(), String.join(", ", users)))
          .withHint("remove them first");
    }
    catalog.profiles().remove(profile.id());
    Secrets.remove(profile.id());
  }

  private List<String> users(String profile) {
    var named =
        Pattern.compile("connection_profile[\"']?\\s*=\\s*'%s'".formatted(Pattern.quote(profile)));
    Stream<String> tables =
        catalog.tables().all().stream()
            .filter(table -> named.matcher(table.sql()).find())
            .map(StoredTable::name);
    Stream<String> pipelines =
        catalog.pipelines().all().stream()
            .filter(pipeline -> named.matcher(pipeline.query()).find())
            .map(StoredPipeline::id);
    return Stream.concat(tables, pipelines).toList();
  }

  /// Forgets the secrets.
  @Override
  public void close() {
    present.forEach(Secrets::remove);
  }
}
