package dev.wadi.engine.evaluation;

import dev.wadi.engine.function.RegularExpression;
import dev.wadi.engine.function.TimeFormat;
import dev.wadi.engine.item.ItemReader;
import dev.wadi.engine.item.Slice;
import dev.wadi.engine.json.JsonPath;
import dev.wadi.engine.json.JsonStep;
import dev.wadi.engine.json.JsonText;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One argument of a built-in function: rows of values as what its Java method takes.
final class JavaArgument {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  // Methods of this class by what they return.
  private static final Map<Class<?>, String> READERS =
      Map.ofEntries(
          Map.entry(boolean.class, "flag"),
          Map.entry(int.class, "small"),
          Map.entry(long.class, "whole"),
          Map.entry(float.class, "single"),
          Map.entry(double.class, "floating"),
          Map.entry(String.class, "text"),
          Map.entry(byte[].class, "binary"),
          Map.entry(BigDecimal.class, "decimal"),
          Map.entry(RegularExpression.class, "pattern"),
          Map.entry(JsonText.class, "json"),
          Map.entry(JsonStep.class, "step"),
          Map.entry(JsonPath.class, "path"),
          Map.entry(TimeFormat.class, "format"),
          Map.entry(LocalDate.class, "date"),
          Map.entry(LocalTime.class, "time"),
          Map.entry(LocalDateTime.class, "timestamp"),
          Map.entry(Duration.class, "span"),
          Map.entry(List.class, "list"),
          Map.entry(Map.class, "map"),
          Map.entry(Long.class, "item"),
          Map.entry(Object.class, "item"),
          Map.entry(Period.class, "months"));

  private final SqlType type;
  private final long unitsPerSecond;
  private final Prepared<RegularExpression> pattern = new Prepared<>(RegularExpression::of);
  private final Prepared<TimeFormat> format = new Prepared<>(TimeFormat::of);
  private final Prepared<JsonPath> path = new Prepared<>(JsonPath::of);
  private final Prepared<JsonStep> name = new Prepared<>(JsonStep::to);
  private final boolean textItems;
  private Values values;
  private ItemReader items;

  /// Something made of a text that is mostly the same for all rows.
  private static final class Prepared<T> {
    private final Function<String, T> maker;
    private String source;
    private T last;
    private MemorySegment bytes;
    private int start;
    private int length;

    Prepared(Function<String, T> maker) {
      this.maker = maker;
    }

    T of(Texts texts, int row) {
      boolean samePlace =
          texts.bytes == bytes && texts.starts[row] == start && texts.lengths[row] == length;
      if (!samePlace) {
        make(texts.get(row));
        bytes = texts.bytes;
        start = texts.starts[row];
        length = texts.lengths[row];
      }
      return last;
    }

    private void make(String text) {
      if (!text.equals(source)) {
        last = maker.apply(text);
        source = text;
      }
    }

    // The same place may hold another text by now.
    void forgetPlace() {
      bytes = null;
    }
  }

  /// @param textItems whether texts in lists are wanted as `String`
  JavaArgument(SqlType type, boolean textItems) {
    this.type = type;
    this.textItems = textItems;
    this.unitsPerSecond =
        type instanceof SqlType.Timestamp timestamp ? timestamp.unitsPerSecond() : 1;
  }

  /// The values that are read from now on.
  void take(Values next) {
    values = next;
    pattern.forgetPlace();
    format.forgetPlace();
    path.forgetPlace();
    name.forgetPlace();
    if (next instanceof Nested nested && nested.vector != null) {
      items = ItemReader.of(nested.vector, textItems);
    }
  }

  /// A method from a row's number to its value.
  ///
  /// @param strict whether it is never asked for a null
  MethodHandle reader(Class<?> java, boolean strict) {
    if (READERS.get(java).equals("item")) {
      return method("item", Object.class).asType(MethodType.methodType(java, int.class));
    }
    MethodHandle read = method(READERS.get(java), java);
    if (strict || java.isPrimitive()) {
      return read;
    }
    MethodHandle none =
        MethodHandles.dropArguments(MethodHandles.constant(java, null), 0, int.class);
    return MethodHandles.guardWithTest(method("isNull", boolean.class), none, read);
  }

  private MethodHandle method(String name, Class<?> result) {
    try {
      return LOOKUP
          .findVirtual(JavaArgument.class, name, MethodType.methodType(result, int.class))
          .bindTo(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no reader of " + result, e);
    }
  }

  boolean isNull(int row) {
    return values.isNull(row);
  }

  boolean flag(int row) {
    return ((Flags) values).get(row);
  }

  int small(int row) {
    return (int) whole(row);
  }

  long whole(int row) {
    return ((Longs) values).values[row];
  }

  float single(int row) {
    return (float) floating(row);
  }

  double floating(int row) {
    return ((Doubles) values).values[row];
  }

  String text(int row) {
    return ((Texts) values).get(row);
  }

  byte[] binary(int row) {
    return ((Texts) values).getBytes(row);
  }

  BigDecimal decimal(int row) {
    int scale = Decimals.scaleOf(type);
    return values instanceof Wides wides
        ? new BigDecimal(wides.get(row), scale)
        : BigDecimal.valueOf(whole(row), scale);
  }

  RegularExpression pattern(int row) {
    return pattern.of((Texts) values, row);
  }

  TimeFormat format(int row) {
    return format.of((Texts) values, row);
  }

  JsonText json(int row) {
    return JsonText.of(binary(row));
  }

  JsonPath path(int row) {
    return path.of((Texts) values, row);
  }

  JsonStep step(int row) {
    return values instanceof Texts texts ? name.of(texts, row) : JsonStep.to(whole(row));
  }

  LocalDate date(int row) {
    return LocalDate.ofEpochDay(whole(row));
  }

  LocalTime time(int row) {
    return LocalTime.ofNanoOfDay(whole(row) * NANOS_PER_MICRO);
  }

  LocalDateTime timestamp(int row) {
    long units = whole(row);
    long fraction = Math.floorMod(units, unitsPerSecond);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(units, unitsPerSecond),
        (int) (fraction * (NANOS_PER_SECOND / unitsPerSecond)),
        ZoneOffset.UTC);
  }

  Duration span(int row) {
    return Duration.of(whole(row), ChronoUnit.MICROS);
  }

  Period months(int row) {
    return Period.ofMonths(small(row));
  }

  List<?> list(int row) {
    return (List<?>) nested(row);
  }

  Map<?, ?> map(int row) {
    return (Map<?, ?>) nested(row);
  }

  private Object nested(int row) {
    return items.read(((Nested) values).rows[row]);
  }

  /// A value as it is in a list.
  Object item(int row) {
    if (values.isNull(row)) {
      return null;
    }
    return switch (values) {
      case Longs _, Wides _ -> exact(row);
      // Adding 0.0 turns -0.0 into 0.0.
      case Doubles doubles -> doubles.values[row] + 0.0;
      case Flags flags -> flags.get(row);
      case Texts texts -> new Slice(texts.bytes, texts.starts[row], texts.lengths[row]);
      case Nested _ -> nested(row);
    };
  }

  private Object exact(int row) {
    return switch (type) {
      case SqlType.Exact _ -> decimal(row);
      case SqlType.Whole t when t.isUnsigned64() ->
          new BigInteger(Long.toUnsignedString(whole(row)));
      default -> whole(row);
    };
  }
}
