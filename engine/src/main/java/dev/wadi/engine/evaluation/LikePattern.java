package dev.wadi.engine.evaluation;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.wadi.engine.batch.Bytes;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A pattern of LIKE on UTF-8 bytes: pieces between `%`, each a run of bytes and `_`. The first
/// piece is bound to the start of the text, the last to its end; the ones between are found one
/// after another at their first place, which is enough, because a `%` follows.
final class LikePattern {
  private final List<Piece> pieces;

  private LikePattern(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /// @param escape one character that takes the meaning from the next one, or null for none
  static LikePattern of(String pattern, String escape) {
    if (escape != null && escape.codePointCount(0, escape.length()) > 1) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "ESCAPE must be one character, not '" + escape + "'");
    }
    int escapeCharacter = escape == null || escape.isEmpty() ? -1 : escape.codePointAt(0);
    List<Piece> pieces = new ArrayList<>();
    Piece.Builder piece = new Piece.Builder();
    boolean escaped = false;
    for (int character : pattern.codePoints().toArray()) {
      if (!escaped && character == escapeCharacter) {
        escaped = true;
        continue;
      }
      if (!escaped && character == '%') {
        pieces.add(piece.build());
        piece = new Piece.Builder();
      } else {
        piece.add(character, !escaped && character == '_');
      }
      escaped = false;
    }
    if (escaped) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "LIKE pattern '" + pattern + "' ends with its escape character");
    }
    pieces.add(piece.build());
    return new LikePattern(pieces);
  }

  boolean matches(MemorySegment text, int start, int length) {
    int end = start + length;
    Piece first = pieces.getFirst();
    int at = first.matchAt(text, start, end);
    if (pieces.size() == 1 || at < 0) {
      return at == end;
    }
    for (int i = 1; i < pieces.size() - 1; i++) {
      at = pieces.get(i).find(text, at, end);
      if (at < 0) {
        return false;
      }
    }
    return pieces.getLast().matchesEnd(text, at, end);
  }

  /// A piece without `%`.
  ///
  /// @param bytes what to find; where `any` is set, one character of whatever length
  /// @param any null if there is no `_`
  private record Piece(MemorySegment bytes, int length, boolean[] any) {
    private static final class Builder {
      private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      private final List<Integer> anyAt = new ArrayList<>();

      void add(int character, boolean any) {
        if (any) {
          anyAt.add(bytes.size());
          bytes.write('_');
        } else {
          bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        }
      }

      Piece build() {
        boolean[] any = anyAt.isEmpty() ? null : new boolean[bytes.size()];
        anyAt.forEach(at -> any[at] = true);
        return new Piece(OffHeap.copyOf(bytes.toByteArray()), bytes.size(), any);
      }
    }

    /// Where the match that begins at `at` ends, or -1.
    int matchAt(MemorySegment text, int at, int end) {
      if (any != null) {
        return matchCharacters(text, at, end);
      }
      boolean matches = end - at >= length && Bytes.equal(text, at, bytes, 0, length);
      return matches ? at + length : -1;
    }

    private int matchCharacters(MemorySegment text, int start, int end) {
      int at = start;
      for (int i = 0; i < length; i++) {
        if (at >= end) {
          return -1;
        }
        if (any[i]) {
          at = nextCharacter(text, at, end);
        } else if (text.get(JAVA_BYTE, at++) != bytes.get(JAVA_BYTE, i)) {
          return -1;
        }
      }
      return at;
    }

    /// Where the first match from `at` on ends, or -1.
    int find(MemorySegment text, int at, int end) {
      if (any == null) {
        int found = length == 0 ? at : Bytes.indexOf(text, at, end, bytes, length);
        return found < 0 ? -1 : found + length;
      }
      for (int start = at; start < end; start = nextCharacter(text, start, end)) {
        int matchEnd = matchCharacters(text, start, end);
        if (matchEnd >= 0) {
          return matchEnd;
        }
      }
      return -1;
    }

    /// Whether a match that begins at `at` or later ends at `end`.
    boolean matchesEnd(MemorySegment text, int at, int end) {
      if (any == null) {
        return end - at >= length && Bytes.equal(text, end - length, bytes, 0, length);
      }
      // The number of characters is known, so there is one place where it can begin.
      int start = end;
      for (int i = 0; i < length; i++) {
        if ((bytes.get(JAVA_BYTE, i) & 0xc0) != 0x80) {
          start = previousCharacter(text, start, at);
          if (start < at) {
            return false;
          }
        }
      }
      return matchCharacters(text, start, end) == end;
    }

    private static int nextCharacter(MemorySegment text, int at, int end) {
      int next = at + 1;
      while (next < end && (text.get(JAVA_BYTE, next) & 0xc0) == 0x80) {
        next++;
      }
      return next;
    }

    private static int previousCharacter(MemorySegment text, int at, int start) {
      int previous = at - 1;
      while (previous > start && (text.get(JAVA_BYTE, previous) & 0xc0) == 0x80) {
        previous--;
      }
      return previous;
    }
  }
}
