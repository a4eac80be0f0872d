package dev.wadi.engine.evaluation;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Casts from text and to text.
final class TextCasts {
  private static final int SHOWN_CHARACTERS = 100;

  private TextCasts() {}

  /// Reads one value; throws what {@link TextParsing} throws.
  private interface Parser<R> {
    void parse(String text, R result, int i);
  }

  static Node<?> parse(Node<Texts> input, SqlType to, boolean safe) {
    Range range = Range.of(to);
    return switch (to) {
      case SqlType.Bool _ ->
          node(input, new Flags(), to, safe, (t, r, i) -> r.set(i, TextParsing.parseBoolean(t)));
      case SqlType.Whole _ ->
          longs(input, to, safe, (t, r, i) -> r.values[i] = TextParsing.parseWhole(t, range));
      case SqlType.Floating(boolean single) ->
          node(input, new Doubles(), to, safe, (t, r, i) -> parseDouble(t, single, r, i));
      case SqlType.Exact exact ->
          Decimals.represent(
              node(
                  input,
                  new Wides(),
                  to,
                  safe,
                  (t, r, i) -> r.set(i, TextParsing.parseDecimal(t, exact.scale(), range))),
              exact);
      case SqlType.Date _ ->
          longs(input, to, safe, (t, r, i) -> r.values[i] = TextParsing.parseDate(t));
      case SqlType.Time _ ->
          longs(input, to, safe, (t, r, i) -> r.values[i] = TextParsing.parseTime(t));
      case SqlType.Timestamp timestamp ->
          longs(
              input,
              to,
              safe,
              (t, r, i) -> r.values[i] = TextParsing.parseTimestamp(t, timestamp.unitsPerSecond()));
      case SqlType.Binary _, SqlType.Text _ -> input;
      case SqlType.Span _, SqlType.Months _, SqlType.Opaque _ ->
          throw new IllegalArgumentException("no cast to " + to.sqlName());
    };
  }

  private static Node<Longs> longs(
      Node<Texts> input, SqlType to, boolean safe, Parser<Longs> parser) {
    return node(input, new Longs(), to, safe, parser);
  }

  private static void parseDouble(String text, boolean single, Doubles result, int i) {
    double value = TextParsing.parseDouble(text);
    result.values[i] = single ? (float) value : value;
    if (Double.isInfinite(result.values[i]) && !text.toLowerCase(Locale.ROOT).contains("inf")) {
      throw new ArithmeticException();
    }
  }

  private static <R extends Values> Node<R> node(
      Node<Texts> input, R result, SqlType to, boolean safe, Parser<R> parser) {
    return Unary.of(
        input,
        result,
        (texts, out) -> {
          for (int i = 0; i < out.count(); i++) {
            if (!out.isNull(i)) {
              parse(texts.get(i), out, i, to, safe, parser);
            }
          }
        });
  }

  private static <R extends Values> void parse(
      String text, R result, int i, SqlType to, boolean safe, Parser<R> parser) {
    try {
      parser.parse(text, result, i);
    } catch (IllegalArgumentException | ArithmeticException e) {
      if (!safe) {
        throw failure(text, to, e instanceof ArithmeticException);
      }
      result.setNull(i);
    }
  }

  private static WadiException failure(String text, SqlType to, boolean outOfRange) {
    String shown =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    return new WadiException(
            outOfRange ? ErrorCode.NUMERIC_OVERFLOW : ErrorCode.INVALID_CAST,
            outOfRange
                ? "'" + shown + "' does not fit in " + to.sqlName()
                : "'" + shown + "' is not a valid " + to.sqlName())
        .withHint("TRY_CAST gives NULL instead of an error");
  }

  static Node<Texts> write(Node<?> input, SqlType from, boolean safe, Compilation compilation) {
    Texts result = compilation.texts();
    if (from instanceof SqlType.Binary) {
      return Unary.of(
          Compilation.<Texts>as(input), result, (texts, out) -> requireUtf8(texts, out, safe));
    }
    return Unary.of(
        Compilation.<Values>as(input),
        result,
        (values, out) -> {
          for (int i = 0; i < out.count(); i++) {
            if (out.isNull(i)) {
              out.take(i, 0);
            } else {
              out.set(i, format(values, i, from));
            }
          }
        });
  }

  private static String format(Values values, int i, SqlType type) {
    return switch (values) {
      case Longs longs -> TextFormatting.format(longs.values[i], type);
      case Wides wides -> TextFormatting.formatDecimal(wides.get(i), Decimals.scaleOf(type));
      case Flags flags -> Boolean.toString(flags.get(i));
      case Doubles doubles ->
          type.equals(new SqlType.Floating(true))
              ? Float.toString((float) doubles.values[i])
              : Double.toString(doubles.values[i]);
      case Texts _, Nested _ -> throw new IllegalArgumentException("no text of " + type.sqlName());
    };
  }

  private static void requireUtf8(Texts input, Texts result, boolean safe) {
    result.bytes = input.bytes;
    for (int i = 0; i < result.count(); i++) {
      result.starts[i] = input.starts[i];
      result.lengths[i] = input.lengths[i];
      if (result.isNull(i)) {
        continue;
      }
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input.getBytes(i)));
      } catch (CharacterCodingException e) {
        if (!safe) {
          throw new WadiException(ErrorCode.INVALID_CAST, "the bytes are not UTF-8 text", e);
        }
        result.setNull(i);
      }
    }
  }
}
