package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableOption;
import dev.wadi.sdk.connector.ConnectionProfile;
import dev.wadi.sdk.connector.Secrets;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlLiteral;

/// The option `connection_profile`: stands for the options of the profile that it names. A table
/// cannot give one of them itself: whoever could send a password elsewhere, could read it.
final class Profiles {
  private static final String OPTION = "connection_profile";

  private final List<ConnectionProfile> known;

  Profiles(List<ConnectionProfile> known) {
    this.known = known;
  }

  /// A table with the options of the profile that it names, if it names one.
  ///
  /// @throws WadiException if there is no such profile, or it does not fit the table
  CreateTable apply(CreateTable create) {
    create.options().forEach(Profiles::refuseReference);
    List<TableOption> options = new ArrayList<>();
    for (TableOption option : create.options()) {
      if (option.key().equals(OPTION)) {
        options.addAll(of(option, create));
      } else {
        options.add(option);
      }
    }
    return create.withOptions(options);
  }

  private static void refuseReference(TableOption option) {
    if (Secrets.areIn(option.text())) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "the option '%s' refers to a secret of a connection profile".formatted(option.key()))
          .withHint("name the profile: %s = '...'".formatted(OPTION))
          .at(Positions.of(option.position()));
    }
  }

  private List<TableOption> of(TableOption named, CreateTable create) {
    ConnectionProfile profile = find(named);
    String connector = text(create, TableOptions.CONNECTOR);
    if (connector != null && !connector.equals(profile.connector())) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "the connection profile '%s' is for the connector '%s', not for '%s'"
                  .formatted(profile.name(), profile.connector(), connector))
          .withHint("use a profile of the same connector, or the connector of the profile")
          .at(Positions.of(named.position()));
    }
    List<TableOption> options = new ArrayList<>();
    new TreeMap<>(profile.options())
        .forEach((key, value) -> {
          if (text(create, key) != null) {
            throw new WadiException(
                    ErrorCode.DUPLICATE_NAME,
                    "the option '%s' is in the connection profile '%s' too"
                        .formatted(key, profile.name()))
                .withHint("leave it out here, or take it out of the profile")
                .at(Positions.of(named.position()));
          }
          options.add(
              new TableOption(
                  key, SqlLiteral.createCharString(value, named.position()), named.position()));
        });
    return options;
  }

  private ConnectionProfile find(TableOption named) {
    String name = named.text();
    return known.stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(() -> {
          List<String> names = known.stream().map(ConnectionProfile::name).sorted().toList();
          return new WadiException(
                  ErrorCode.INVALID_OPTION, "there is no connection profile '%s'".formatted(name))
              .withHint(
                  Names.nearest(name, names)
                      .map("did you mean '%s'?"::formatted)
                      .orElse(
                          names.isEmpty()
                              ? "make one: POST /api/v1/connection_profiles"
                              : "there are: " + String.join(", ", names)))
              .at(Positions.of(named.position()));
        });
  }

  private static String text(CreateTable create, String key) {
    return create.options().stream()
        .filter(option -> option.key().equals(key))
        .map(TableOption::text)
        .findFirst()
        .orElse(null);
  }
}
