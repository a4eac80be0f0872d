/// What Flight SQL's clients ask about a server: the tables that it has, and what its SQL can do.
/// Each answer is a {@link dev.wadi.server.flight.metadata.MetadataTable}, with the columns that
/// the protocol prescribes.
///
/// Wadi's tables have one name: there are no catalogs and no schemas to list.
package dev.wadi.server.flight.metadata;
