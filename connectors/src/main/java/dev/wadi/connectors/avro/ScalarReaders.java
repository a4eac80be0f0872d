package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// Reads single values. Whether one fits its column is up to the column.
final class ScalarReaders {
  private ScalarReaders() {}

  static ValueReader of(Schema writer, ScalarBuilder sample) {
    return switch (writer.getType()) {
      case BOOLEAN -> (in, column, row) -> scalar(column).setBoolean(row, in.readBoolean());
      case INT, LONG -> whole(writer, sample);
      case FLOAT -> floating(sample);
      case DOUBLE -> (in, column, row) -> scalar(column).setFloating(row, in.readDouble());
      case STRING -> ScalarReaders::readText;
      case ENUM -> symbol(writer.getEnumSymbols());
      case BYTES, FIXED -> bytes(writer, sample);
      case NULL, UNION, RECORD, ARRAY, MAP ->
          throw new IllegalArgumentException("not a single value: " + writer.getType());
    };
  }

  private static ScalarBuilder scalar(ColumnBuilder column) {
    return (ScalarBuilder) column;
  }

  // A column of numbers has the number of a date or time as it stands.
  private static ValueReader whole(Schema writer, ScalarBuilder sample) {
    Optional<Moment> moment = Moment.of(writer.getLogicalType());
    boolean wide = writer.getType() == Schema.Type.LONG;
    if (moment.isEmpty() || sample.vector() instanceof BaseIntVector) {
      return (in, column, row) ->
          scalar(column).setInteger(row, wide ? in.readLong() : in.readInt());
    }
    Moment kind = moment.get();
    return (in, column, row) -> kind.set(scalar(column), row, wide ? in.readLong() : in.readInt());
  }

  private static ValueReader floating(ScalarBuilder sample) {
    return sample.vector() instanceof FloatingPointVector
        ? (in, column, row) -> scalar(column).setFloating(row, in.readFloat())
        : (in, column, row) -> scalar(column).setNumber(row, Float.toString(in.readFloat()));
  }

  private static void readText(AvroInput in, ColumnBuilder column, int row) {
    int length = in.readLength();
    scalar(column).setBytes(row, in.bytes(), in.at(), length);
    in.skip(length);
  }

  private static ValueReader symbol(List<String> symbols) {
    List<byte[]> texts =
        symbols.stream().map(symbol -> symbol.getBytes(StandardCharsets.UTF_8)).toList();
    return (in, column, row) -> {
      byte[] text = texts.get(in.readIndex(texts.size()));
      scalar(column).setBytes(row, text, 0, text.length);
    };
  }

  private static ValueReader bytes(Schema writer, ScalarBuilder sample) {
    if (Decimals.is(writer) && !(sample.vector() instanceof VarBinaryVector)) {
      return decimal(writer);
    }
    if (writer.getLogicalType() instanceof LogicalTypes.Uuid
        && writer.getType() == Schema.Type.FIXED
        && sample.vector() instanceof VarCharVector) {
      return (in, column, row) -> scalar(column).setText(row, uuid(in));
    }
    if (!(sample.vector() instanceof BaseVariableWidthVector)) {
      return ValueReader.unfit(writer);
    }
    return (in, column, row) -> {
      int length = Decimals.length(writer, in);
      int start = in.at();
      in.skip(length);
      scalar(column).setBytes(row, in.bytes(), start, length);
    };
  }

  private static ValueReader decimal(Schema writer) {
    return (in, column, row) ->
        scalar(column).setNumber(row, Decimals.read(writer, in).toPlainString());
  }

  /// Of sixteen bytes.
  static String uuid(AvroInput in) {
    return new UUID(bigEndian(in), bigEndian(in)).toString();
  }

  private static long bigEndian(AvroInput in) {
    int start = in.at();
    in.skip(Long.BYTES);
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = bits << 8 | in.bytes()[start + i] & 0xff;
    }
    return bits;
  }
}
