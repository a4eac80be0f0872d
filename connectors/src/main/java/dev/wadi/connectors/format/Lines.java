package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// The lines of a file as byte ranges of one buffer. Knows the byte offset and the number of each
/// line, so that reading can go on in the middle of a file.
final class Lines implements Closeable {
  private static final int INITIAL_BYTES = 128 * 1024;

  private final FileChannel channel;
  private final int maxBytes;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int lineStart;
  private int lineEnd;
  private int next;
  private int filled;
  private boolean channelEnded;
  private boolean overlong;
  private long bufferOffset;
  private long lineNumber;

  /// @param position as {@link #position()} gave it, or "" for the start
  Lines(Path file, String position, Framing framing) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.maxBytes = framing.maxBytes();
    if (!position.isEmpty()) {
      int colon = position.indexOf(':');
      bufferOffset = Long.parseLong(position.substring(0, colon));
      lineNumber = Long.parseLong(position.substring(colon + 1));
      channel.position(bufferOffset);
    }
  }

  /// Goes to the next line; false at the end, however often it is asked for then.
  ///
  /// @throws BadValue if the line is too long; the next call goes on behind it
  boolean next() throws IOException {
    lineStart = next;
    overlong = false;
    int newline = find();
    if (newline < 0 && lineStart == filled && !overlong) {
      next = filled;
      return false;
    }
    lineEnd = newline < 0 ? filled : newline;
    next = newline < 0 ? filled : newline + 1;
    lineNumber++;
    if (tooLong()) {
      throw new BadValue("the line is longer than " + maxBytes + " bytes");
    }
    return true;
  }

  private int find() throws IOException {
    for (int at = lineStart; at >= 0; at = channelEnded ? -1 : fill()) {
      for (; at < filled; at++) {
        if (buffer[at] == '\n') {
          return at;
        }
      }
    }
    return -1;
  }

  // Makes room behind the started line and reads on; returns where the new bytes begin. Of a line
  // that is too long, what was read is dropped.
  private int fill() throws IOException {
    if (lineStart > 0) {
      drop(lineStart);
    }
    if (filled == buffer.length) {
      if (buffer.length > maxBytes) {
        overlong = true;
        drop(filled);
      } else {
        buffer = Arrays.copyOf(buffer, (int) Math.min(filled * 2L, maxBytes + 1L));
      }
    }
    int from = filled;
    int count = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
    channelEnded = count < 0;
    filled += Math.max(count, 0);
    return from;
  }

  private void drop(int bytes) {
    System.arraycopy(buffer, bytes, buffer, 0, filled - bytes);
    bufferOffset += bytes;
    filled -= bytes;
    lineStart = 0;
  }

  byte[] buffer() {
    return buffer;
  }

  /// Where the line begins in the buffer.
  int start() {
    return lineStart;
  }

  /// The line's length without its end.
  int length() {
    boolean carriageReturn = lineEnd > lineStart && buffer[lineEnd - 1] == '\r';
    return lineEnd - lineStart - (carriageReturn ? 1 : 0);
  }

  /// A copy of the line; null if it was too long to be kept.
  byte[] line() {
    return tooLong() ? null : Arrays.copyOfRange(buffer, lineStart, lineStart + length());
  }

  private boolean tooLong() {
    return overlong || length() > maxBytes;
  }

  /// Whether there is nothing in the line but spaces.
  boolean blank() {
    int end = lineStart + length();
    for (int i = lineStart; i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /// The number of the line, from 1.
  long number() {
    return lineNumber;
  }

  /// Where the next line begins.
  String position() {
    return bufferOffset + next + ":" + lineNumber;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
