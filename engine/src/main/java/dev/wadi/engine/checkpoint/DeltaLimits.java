package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.Manifest.StateFile;
import java.util.List;

/// When the state of an operator is written as what has changed in it, and when all of it is.
///
/// @param smallBytes a smaller state is always written in full: comparing it would save nothing
/// @param filesMax of how many files a state may be made; more take longer to read
/// @param percentMax how large a file may be that tells what has changed, of one with all rows; one
///   that is larger saves little, and has to be read in addition. All together may have twice that
///   of the first file
public record DeltaLimits(long smallBytes, int filesMax, int percentMax) {
  /// What is smaller is one request to a store, or one sync of a disk, however little it is; and a
  /// state takes at most twice its bytes.
  public static final DeltaLimits DEFAULT = new DeltaLimits(64 * 1024, 16, 50);

  public DeltaLimits {
    if (smallBytes < 0 || filesMax < 1 || percentMax < 0) {
      throw new IllegalArgumentException(
          "smallBytes %d, filesMax %d, percentMax %d".formatted(smallBytes, filesMax, percentMax));
    }
  }

  boolean isSmall(long bytes) {
    return bytes < smallBytes;
  }

  /// How large the next file may be that tells what has changed.
  ///
  /// @param files that the state before is made of
  /// @param fullBytes of the new state
  /// @return 0 or less if there may be none
  long deltaBytesMax(List<StateFile> files, long fullBytes) {
    if (files.size() >= filesMax) {
      return 0;
    }
    long deltas = files.stream().skip(1).mapToLong(StateFile::bytes).sum();
    long left = files.getFirst().bytes() * 2 * percentMax / 100 - deltas;
    return Math.min(left, fullBytes * percentMax / 100);
  }
}
