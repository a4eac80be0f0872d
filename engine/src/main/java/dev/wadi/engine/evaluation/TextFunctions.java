package dev.wadi.engine.evaluation;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.wadi.engine.batch.Bytes;
import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Functions of text, on its UTF-8 bytes. What only cuts a text refers to the bytes that are there.
final class TextFunctions {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private TextFunctions() {}

  static Optional<Kernel> find(Operation operation, List<SqlType> arguments, SqlType result) {
    boolean texts = arguments.stream().allMatch(TextFunctions::isText);
    boolean supported =
        switch (operation) {
          case LIKE -> texts && result instanceof SqlType.Bool;
          case CONCAT -> texts && isText(result) || areBinary(arguments, result);
          case SUBSTRING -> isText(arguments.getFirst()) && isText(result) && areWhole(arguments);
          case UPPER, LOWER, TRIM -> texts && isText(result);
          case CHAR_LENGTH -> texts && result instanceof SqlType.Whole whole && whole.bits() >= 32;
          default -> false;
        };
    return supported
        ? Optional.of((operands, compilation) -> node(operation, operands, compilation))
        : Optional.empty();
  }

  private static boolean isText(SqlType type) {
    return type instanceof SqlType.Text;
  }

  private static boolean areBinary(List<SqlType> arguments, SqlType result) {
    return result instanceof SqlType.Binary
        && arguments.stream().allMatch(SqlType.Binary.class::isInstance);
  }

  private static boolean areWhole(List<SqlType> arguments) {
    return arguments.stream()
        .skip(1)
        .allMatch(type -> type instanceof SqlType.Whole whole && !whole.isUnsigned64());
  }

  private static Node<?> node(
      Operation operation, List<Expression> arguments, Compilation compilation) {
    return switch (operation) {
      case LIKE -> LikeNode.of(arguments, compilation);
      case CONCAT -> concat(arguments, compilation);
      case SUBSTRING -> substring(arguments, compilation);
      default -> function(operation, compilation.typed(arguments.get(0)), compilation);
    };
  }

  private static Node<?> function(Operation operation, Node<Texts> text, Compilation compilation) {
    return switch (operation) {
      case UPPER -> Unary.of(text, compilation.texts(), (in, out) -> convertCase(in, out, true));
      case LOWER -> Unary.of(text, compilation.texts(), (in, out) -> convertCase(in, out, false));
      case TRIM -> Unary.of(text, compilation.texts(), TextFunctions::trim);
      default -> Unary.of(text, new Longs(), TextFunctions::lengths);
    };
  }

  private static void lengths(Texts texts, Longs result) {
    for (int i = 0; i < result.count(); i++) {
      int start = texts.starts[i];
      result.values[i] = Bytes.characterCount(texts.bytes, start, start + texts.lengths[i]);
    }
  }

  private static void trim(Texts texts, Texts result) {
    MemorySegment bytes = texts.bytes;
    result.bytes = bytes;
    for (int i = 0; i < result.count(); i++) {
      int start = texts.starts[i];
      int end = start + texts.lengths[i];
      while (start < end && bytes.get(JAVA_BYTE, start) == ' ') {
        start++;
      }
      while (start < end && bytes.get(JAVA_BYTE, end - 1) == ' ') {
        end--;
      }
      result.starts[i] = start;
      result.lengths[i] = end - start;
    }
  }

  private static void convertCase(Texts texts, Texts result, boolean upper) {
    for (int i = 0; i < result.count(); i++) {
      if (result.isNull(i)) {
        result.take(i, 0);
      } else if (convertAscii(texts, i, result, upper)) {
        result.take(i, texts.lengths[i]);
      } else {
        String text = texts.get(i);
        result.set(i, upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT));
      }
    }
  }

  // Eight letters at a time: adding makes a letter's top bit show whether it is in the range.
  private static boolean convertAscii(Texts texts, int i, Texts result, boolean upper) {
    int length = texts.lengths[i];
    int at = result.room(length + 8);
    long fromFirst = repeat(0x80 - (upper ? 'a' : 'A'));
    long behindLast = repeat(0x7f - (upper ? 'z' : 'Z'));
    for (int done = 0; done < length; done += 8) {
      long word = Bytes.word(texts.bytes, texts.starts[i] + done, Math.min(8, length - done));
      if ((word & HIGH_BITS) != 0) {
        return false;
      }
      long letters = word + fromFirst & ~(word + behindLast) & HIGH_BITS;
      result.bytes.set(JAVA_LONG_UNALIGNED, at + done, word ^ letters >>> 2);
    }
    return true;
  }

  private static long repeat(int value) {
    return 0x0101010101010101L * value;
  }

  private static Node<Texts> concat(List<Expression> arguments, Compilation compilation) {
    Node<Texts> node = compilation.typed(arguments.getFirst());
    for (Expression argument : arguments.subList(1, arguments.size())) {
      Node<Texts> next = compilation.typed(argument);
      node = Binary.of(node, next, compilation.texts(), TextFunctions::concat);
    }
    return node;
  }

  private static void concat(Texts left, Texts right, Texts result) {
    for (int i = 0; i < result.count(); i++) {
      if (result.isNull(i)) {
        result.take(i, 0);
        continue;
      }
      int length = left.lengths[i] + right.lengths[i];
      int at = result.room(length);
      Bytes.copy(left.bytes, left.starts[i], result.bytes, at, left.lengths[i]);
      Bytes.copy(
          right.bytes, right.starts[i], result.bytes, at + left.lengths[i], right.lengths[i]);
      result.take(i, length);
    }
  }

  private static Node<Texts> substring(List<Expression> arguments, Compilation compilation) {
    Node<Texts> text = compilation.typed(arguments.get(0));
    Node<Longs> start = compilation.typed(arguments.get(1));
    Node<Texts> rest = Binary.of(text, start, compilation.texts(), TextFunctions::dropBefore);
    if (arguments.size() == 2) {
      return rest;
    }
    Node<Longs> length = compilation.typed(arguments.get(2));
    Node<Longs> kept = Binary.of(start, length, new Longs(), TextFunctions::keptLength);
    return Binary.of(rest, kept, compilation.texts(), TextFunctions::keep);
  }

  private static void dropBefore(Texts texts, Longs starts, Texts result) {
    MemorySegment bytes = texts.bytes;
    result.bytes = bytes;
    for (int i = 0; i < result.count(); i++) {
      int end = texts.starts[i] + texts.lengths[i];
      long skipped = starts.values[i] - 1;
      int start =
          skipped <= 0
              ? texts.starts[i]
              : Bytes.skipCharacters(bytes, texts.starts[i], end, skipped);
      result.starts[i] = start;
      result.lengths[i] = end - start;
    }
  }

  // Positions before the first character count, although nothing is there. A negative length stays
  // negative: it is an error only if there is a text.
  private static void keptLength(Longs starts, Longs lengths, Longs result) {
    for (int i = 0; i < result.count(); i++) {
      long length = lengths.values[i];
      long before = Math.max(0, 1 - Math.max(starts.values[i], Integer.MIN_VALUE));
      result.values[i] = length < 0 ? -1 : Math.max(0, length - before);
    }
  }

  private static void keep(Texts texts, Longs lengths, Texts result) {
    MemorySegment bytes = texts.bytes;
    result.bytes = bytes;
    for (int i = 0; i < result.count(); i++) {
      if (lengths.values[i] < 0 && !result.isNull(i)) {
        throw new WadiException(ErrorCode.INVALID_ARGUMENT, "SUBSTRING with a negative length");
      }
      int start = texts.starts[i];
      int end = Bytes.skipCharacters(bytes, start, start + texts.lengths[i], lengths.values[i]);
      result.starts[i] = start;
      result.lengths[i] = end - start;
    }
  }
}
