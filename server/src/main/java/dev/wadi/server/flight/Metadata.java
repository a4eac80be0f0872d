package dev.wadi.server.flight;

import com.google.protobuf.Any;
import dev.wadi.server.flight.metadata.MetadataTable;
import dev.wadi.server.flight.metadata.ServerFacts;
import dev.wadi.server.flight.metadata.TableListings;
import dev.wadi.server.flight.metadata.TypeListing;
import dev.wadi.server.flight.protocol.FlightSql.CommandGetPrimaryKeys;
import dev.wadi.server.flight.protocol.FlightSql.CommandGetSqlInfo;
import dev.wadi.server.flight.protocol.FlightSql.CommandGetTables;
import dev.wadi.server.flight.protocol.FlightSql.CommandGetXdbcTypeInfo;
import dev.wadi.server.pipeline.ConnectionTables;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// The commands that ask what a server has and can do.
final class Metadata {
  private final ConnectionTables tables;
  private final ServerFacts facts;

  /// @param version of the program
  Metadata(ConnectionTables tables, String version) {
    this.tables = tables;
    this.facts = new ServerFacts(version);
  }

  /// The answer, or empty if a command asks for something else.
  Optional<MetadataTable> answer(Any command) {
    return Optional.ofNullable(
        switch (Commands.name(command)) {
          case "CommandGetSqlInfo" -> facts.of(Commands.unpack(command, CommandGetSqlInfo.class));
          case "CommandGetCatalogs" -> TableListings.catalogs();
          case "CommandGetDbSchemas" -> TableListings.schemas();
          case "CommandGetTableTypes" -> TableListings.tableTypes();
          case "CommandGetTables" ->
              TableListings.tables(
                  Commands.unpack(command, CommandGetTables.class),
                  tables.descriptions(),
                  Metadata::encapsulated);
          case "CommandGetPrimaryKeys" ->
              TableListings.primaryKeys(
                  Commands.unpack(command, CommandGetPrimaryKeys.class), tables.descriptions());
          case "CommandGetExportedKeys", "CommandGetImportedKeys", "CommandGetCrossReference" ->
              TableListings.foreignKeys();
          case "CommandGetXdbcTypeInfo" ->
              TypeListing.types(Commands.unpack(command, CommandGetXdbcTypeInfo.class));
          default -> null;
        });
  }

  private static byte[] encapsulated(Schema columns) {
    return FlightMessages.encapsulated(columns).toByteArray();
  }
}
