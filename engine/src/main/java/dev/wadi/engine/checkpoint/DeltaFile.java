package dev.wadi.engine.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A file that tells how a state is made of the one before: a mark, the length of what follows, how
/// each batch is made ({@link DeltaRuns}), and then the new rows, as {@link StateStream} writes
/// them, in the order in which they are used.
///
/// @param runs one {@link DeltaRuns} behind the other
/// @param rows a stream of state
record DeltaFile(ByteArrayInputStream runs, InputStream rows) {
  private static final byte[] MARK = "WADIDLT1".getBytes(StandardCharsets.US_ASCII);

  /// The bytes of a file.
  static ByteSequence write(ByteSequence runs, ByteSequence rows) throws IOException {
    ByteSequence file = ByteSequence.of(MARK);
    VarInt.write(runs.length(), file);
    runs.writeTo(file);
    rows.writeTo(file);
    return file;
  }

  /// @param in where a file begins; it is read on with the rows
  /// @throws DamagedFileException if it is none
  static DeltaFile read(String name, InputStream in) throws IOException {
    if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
      throw new DamagedFileException("'%s' does not tell what has changed".formatted(name));
    }
    int length = Math.toIntExact(VarInt.read(in));
    byte[] runs = in.readNBytes(length);
    if (runs.length < length) {
      throw new EOFException("'%s' is cut off".formatted(name));
    }
    return new DeltaFile(new ByteArrayInputStream(runs), in);
  }
}
