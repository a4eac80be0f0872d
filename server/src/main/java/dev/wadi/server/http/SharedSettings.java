package dev.wadi.server.http;

import dev.wadi.server.catalog.SharedCatalog;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How a server shares its catalog with others.
///
/// @param url where the others reach this server; if absent, where it listens
/// @param silence how long a server may say nothing before the others take it for lost
public record SharedSettings(SharedCatalog catalog, Optional<URI> url, Duration silence) {
  public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(4);
}
