package dev.wadi.server.checkpoint;

import java.net.URI;
import java.util.Optional;

/// How an object store is reached. Credentials are not here: they come from where Amazon's tools
/// look for them, too.
///
/// @param endpoint of a store that is not Amazon's
/// @param region empty for the one of the surroundings
/// @param pathStyle whether the bucket stands in the path, not in the name of the host
public record S3Access(Optional<URI> endpoint, Optional<String> region, boolean pathStyle) {
  /// Amazon's, in the region of the surroundings.
  public static final S3Access DEFAULT = new S3Access(Optional.empty(), Optional.empty(), false);
}
