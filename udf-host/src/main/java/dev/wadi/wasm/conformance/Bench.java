package dev.wadi.wasm.conformance;

import dev.wadi.wasm.PluginRegistry;
import dev.wadi.wasm.conformance.RandomValues.Kind;
import org.apache.arrow.memory.BufferAllocator;

/// What the checks of a plugin's parts need.
final class Bench {
  private final PluginRegistry registry;
  private final Watch watch;
  private final BufferAllocator allocator;
  private final ConformanceSettings settings;
  private final Surroundings surroundings;
  private long writers;

  Bench(
      PluginRegistry registry,
      Watch watch,
      BufferAllocator allocator,
      ConformanceSettings settings,
      Surroundings surroundings) {
    this.registry = registry;
    this.watch = watch;
    this.allocator = allocator;
    this.settings = settings;
    this.surroundings = surroundings;
  }

  PluginRegistry registry() {
    return registry;
  }

  Watch watch() {
    return watch;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /// What stands in for the world outside.
  Surroundings surroundings() {
    return surroundings;
  }

  ConformanceSettings settings() {
    return settings;
  }

  /// How many rows to try.
  int rows() {
    return settings.rows();
  }

  /// Always the same.
  RandomValues values(Kind kind) {
    return new RandomValues(kind, settings.seed());
  }

  /// Writes vectors, with other values below the nulls than the writer before.
  VectorWriter writer() {
    return new VectorWriter(
        allocator, new RandomValues(Kind.ORDINARY, settings.seed() + ++writers));
  }
}
