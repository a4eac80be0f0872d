package dev.wadi.server.http;

import dev.wadi.server.catalog.SharedCatalog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a server shares with others.
///
/// @param checkpoints a directory that all of them reach
/// @param url where the others reach this server; if absent, where it listens
/// @param silence how long a server may say nothing before the others take it for lost
public record SharedSettings(
    SharedCatalog catalog, Path checkpoints, Optional<URI> url, Duration silence) {
  public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(4);
}
