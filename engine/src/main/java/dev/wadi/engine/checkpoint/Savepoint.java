package dev.wadi.engine.checkpoint;

/// A checkpoint with a name.
///
/// @param epoch its number
/// @param madeMillis when the first task began to save, since 1970
/// @param bytes of the state that it has
public record Savepoint(String name, long epoch, long madeMillis, long bytes) {
  static Savepoint of(String name, Manifest manifest) {
    return new Savepoint(name, manifest.epoch(), manifest.startedMillis(), manifest.bytes());
  }
}
