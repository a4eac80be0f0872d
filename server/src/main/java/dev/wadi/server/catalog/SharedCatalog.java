package dev.wadi.server.catalog;

import java.nio.file.Path;

/// A catalog that servers share.
///
/// @param key the file with the key of what is encrypted, the same for all servers; the first one
///   makes it if it is not there
public record SharedCatalog(PostgresAddress address, Path key) {}
