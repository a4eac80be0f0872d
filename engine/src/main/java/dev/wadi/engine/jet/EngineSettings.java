package dev.wadi.engine.jet;

/// Settings of one member.
///
/// @param threads how many threads drive stages that do not block
public record EngineSettings(int threads) {
  public EngineSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread: " + threads);
    }
  }

  /// One thread per processor.
  public static EngineSettings defaults() {
    return new EngineSettings(Runtime.getRuntime().availableProcessors());
  }
}
