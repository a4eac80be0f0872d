package dev.wadi.wasm;

/// The structs of the Arrow C Data Interface as a 32-bit little-endian guest sees them: pointers of
/// 4 bytes, 64-bit integers aligned to 8.
final class ArrowLayout {
  static final int ARRAY_BYTES = 64;
  static final int ARRAY_LENGTH = 0;
  static final int ARRAY_NULL_COUNT = 8;
  static final int ARRAY_OFFSET = 16;
  static final int ARRAY_BUFFER_COUNT = 24;
  static final int ARRAY_CHILD_COUNT = 32;
  static final int ARRAY_BUFFERS = 40;
  static final int ARRAY_CHILDREN = 44;
  static final int ARRAY_RELEASE = 52;

  static final int SCHEMA_BYTES = 48;
  static final int SCHEMA_FORMAT = 0;
  static final int SCHEMA_NAME = 4;
  static final int SCHEMA_METADATA = 8;
  static final int SCHEMA_FLAGS = 16;
  static final int SCHEMA_CHILD_COUNT = 24;
  static final int SCHEMA_CHILDREN = 32;
  static final long SCHEMA_FLAG_NULLABLE = 2;

  static final int POINTER_BYTES = 4;

  private ArrowLayout() {}
}
