package dev.wadi.sdk.error;

/// A part of SQL text, from its first character to its last; lines and columns are counted from 1.
/// People are told where it begins.
public record SourcePosition(int line, int column, int endLine, int endColumn) {
  public SourcePosition {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
    }
    if (endLine < line || (endLine == line && endColumn < column)) {
      throw new IllegalArgumentException(
          "%d:%d ends before it begins: %d:%d".formatted(line, column, endLine, endColumn));
    }
  }

  /// A single character.
  public SourcePosition(int line, int column) {
    this(line, column, line, column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
