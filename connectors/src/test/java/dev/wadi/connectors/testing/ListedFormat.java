package dev.wadi.connectors.testing;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.Decoder;
import dev.wadi.sdk.format.Encoder;
import dev.wadi.sdk.format.FormatProvider;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.format.FormatSignature.Framing;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Formats as a plugin would bring them: `a=1,b=x;a=2` is a record of two rows, of BIGINT and TEXT.
/// They come in calls of at most four. A record with an exclamation mark is malformed, one with a
/// question mark is too much for the format. `listed` is in lines, `messages` is not, `read_only`
/// is not written.
public final class ListedFormat implements FormatProvider {
  private static final int ROWS_MAX = 4;
  private static final PluginRef PLUGIN = new PluginRef("lists", "1.0.0", "ab12");
  private static final PluginRef OLDER = new PluginRef("lists", "0.9.0", "cd34");

  @Override
  public List<FormatSignature> formats() {
    return List.of(
        format("listed", OLDER, Framing.LINES, true),
        format("listed", PLUGIN, Framing.LINES, true),
        format("messages", PLUGIN, Framing.NONE, true),
        format("read_only", PLUGIN, Framing.LINES, false));
  }

  private static FormatSignature format(
      String name, PluginRef plugin, Framing framing, boolean encodes) {
    List<Option> options = List.of(Option.optional(name + ".end", "what a record ends with"));
    return new FormatSignature(name, plugin, "Lists.", options, framing, true, encodes);
  }

  @Override
  public String options(FormatSignature format, Options options) {
    return options.text(format.name() + ".end").orElse("");
  }

  @Override
  public Decoder openDecoder(FormatSignature format, String options, List<Field> columns) {
    return new Lists(columns);
  }

  @Override
  public Encoder openEncoder(FormatSignature format, String options, List<Field> columns) {
    return new Records(options, columns);
  }

  private static String value(String row, String column) {
    for (String pair : row.split(",")) {
      if (pair.startsWith(column + "=")) {
        return pair.substring(column.length() + 1);
      }
    }
    return null;
  }

  private static final class Lists implements Decoder {
    private record Row(int record, String pairs) {}

    private final List<Field> columns;
    private final List<Row> rows = new ArrayList<>();
    private final List<Rejection> rejected = new ArrayList<>();

    private Lists(List<Field> columns) {
      this.columns = columns;
    }

    @Override
    public void begin(VarBinaryVector records) {
      rows.clear();
      rejected.clear();
      for (int i = 0; i < records.getValueCount(); i++) {
        String record = new String(records.get(i), StandardCharsets.UTF_8);
        if (record.contains("?")) {
          throw new WadiException(ErrorCode.PLUGIN_TRAPPED, "it broke");
        } else if (record.contains("!")) {
          rejected.add(new Rejection(i, "an exclamation mark"));
        } else if (!record.isEmpty()) {
          for (String row : record.split(";")) {
            rows.add(new Row(i, row));
          }
        }
      }
    }

    @Override
    public boolean next(int rowsMax, IntVector origins, List<FieldVector> vectors) {
      int count = Math.min(rows.size(), Math.min(rowsMax, ROWS_MAX));
      origins.allocateNew(Math.max(count, 1));
      vectors.forEach(FieldVector::allocateNew);
      for (int i = 0; i < count; i++) {
        origins.set(i, rows.get(i).record());
        for (int column = 0; column < columns.size(); column++) {
          set(vectors.get(column), i, value(rows.get(i).pairs(), columns.get(column).getName()));
        }
      }
      origins.setValueCount(count);
      vectors.forEach(vector -> vector.setValueCount(count));
      rows.subList(0, count).clear();
      return !rows.isEmpty();
    }

    private static void set(FieldVector vector, int row, String value) {
      if (value == null) {
        return;
      }
      if (vector instanceof BigIntVector numbers) {
        numbers.setSafe(row, Long.parseLong(value));
      } else {
        ((VarCharVector) vector).setSafe(row, value.getBytes(StandardCharsets.UTF_8));
      }
    }

    @Override
    public List<Rejection> rejected() {
      return List.copyOf(rejected);
    }

    @Override
    public void close() {}
  }

  private record Records(String end, List<Field> columns) implements Encoder {
    @Override
    public List<Rejection> encode(
        List<FieldVector> vectors, int rowCount, VarBinaryVector records) {
      List<Rejection> rejected = new ArrayList<>();
      records.allocateNew();
      for (int row = 0; row < rowCount; row++) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          if (!vectors.get(i).isNull(row)) {
            pairs.add(columns.get(i).getName() + "=" + vectors.get(i).getObject(row));
          }
        }
        String record = String.join(",", pairs) + end;
        if (record.contains("!")) {
          rejected.add(new Rejection(row, "an exclamation mark"));
        } else {
          records.setSafe(row, record.getBytes(StandardCharsets.UTF_8));
        }
      }
      records.setValueCount(rowCount);
      return rejected;
    }

    @Override
    public void close() {}
  }
}
