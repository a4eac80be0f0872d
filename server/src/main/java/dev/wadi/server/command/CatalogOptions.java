package dev.wadi.server.command;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.PostgresAddress;
import dev.wadi.server.catalog.SharedCatalog;
import dev.wadi.server.http.SharedSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Where the catalog is, if not in the data directory.
final class CatalogOptions {
  @Option(
      names = "--catalog",
      paramLabel = "URL",
      converter = Address.class,
      description =
          "a database of PostgreSQL that keeps plugins, pipelines and tables, and that several"
              + " servers may share: postgresql://user@host:5432/database; if absent, they are kept"
              + " in the data directory")
  private PostgresAddress address;

  @Option(
      names = "--catalog-password-file",
      paramLabel = "FILE",
      description = "a file with the password for the database of --catalog")
  private Path passwordFile;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "the key of what is encrypted in the database of --catalog, the same for all servers;"
              + " secret.key in the data directory, if absent")
  private Path keyFile;

  /// How the server shares its catalog with others; empty if it does not.
  ///
  /// @param url where the others reach this server; if absent, where it listens
  /// @throws WadiException if a file cannot be read
  Optional<SharedSettings> settings(Path dataDirectory, Optional<URI> url) {
    return shared(dataDirectory)
        .map(catalog -> new SharedSettings(catalog, url, SharedSettings.DEFAULT_SILENCE));
  }

  private Optional<SharedCatalog> shared(Path dataDirectory) {
    if (address == null) {
      return Optional.empty();
    }
    PostgresAddress complete =
        passwordFile == null
            ? address
            : address.withPassword(InputFiles.text(passwordFile.toString()).strip());
    Path key = keyFile == null ? dataDirectory.resolve(Catalog.KEY_NAME) : keyFile;
    return Optional.of(new SharedCatalog(complete, key));
  }

  /// Tells nobody what it was that cannot be read: there may be a password in it.
  static final class Address implements ITypeConverter<PostgresAddress> {
    @Override
    public PostgresAddress convert(String value) {
      try {
        return PostgresAddress.parse(value);
      } catch (WadiException e) {
        throw new TypeConversionException(e.getMessage() + e.hint().map("; "::concat).orElse(""));
      }
    }
  }
}
