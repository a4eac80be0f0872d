package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.ListBuilder;
import dev.wadi.connectors.column.MapBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import dev.wadi.connectors.column.StructBuilder;
import dev.wadi.connectors.column.TextBuilder;
import dev.wadi.sdk.batch.SqlType;
import java.util.List;
import org.apache.avro.Schema;

/// Reads a value of one schema into columns of one type. Immutable.
@FunctionalInterface
interface ValueReader {
  /// @throws BadValue if the value does not fit, or the bytes are no such value
  void read(AvroInput in, ColumnBuilder column, int row);

  /// @param writer what the bytes are
  /// @param sample a column of the type
  static ValueReader of(Schema writer, ColumnBuilder sample) {
    return switch (writer.getType()) {
      case UNION -> union(writer, sample);
      case NULL -> (_, column, row) -> column.setNull(row);
      default ->
          switch (sample) {
            case TextBuilder text when text.isJson() || isNested(writer) -> json(writer);
            case ScalarBuilder _ when isNested(writer) -> unfit(writer);
            case ScalarBuilder scalar -> ScalarReaders.of(writer, scalar);
            case ListBuilder list when writer.getType() == Schema.Type.ARRAY -> list(writer, list);
            case MapBuilder map when writer.getType() == Schema.Type.MAP -> map(writer, map);
            case StructBuilder struct when writer.getType() == Schema.Type.RECORD ->
                struct(writer, struct);
            case ListBuilder _, MapBuilder _, StructBuilder _ -> unfit(writer);
          };
    };
  }

  private static boolean isNested(Schema writer) {
    return switch (writer.getType()) {
      case RECORD, ARRAY, MAP -> true;
      default -> false;
    };
  }

  /// For a value that columns of the type cannot hold: one that is null elsewhere may be none here.
  static ValueReader unfit(Schema writer) {
    String found = writer.getType().getName();
    return (_, column, _) -> {
      throw new BadValue(
          "column '%s' expects %s, found Avro's %s"
              .formatted(column.name(), SqlType.of(column.vector().getField()), found));
    };
  }

  private static ValueReader union(Schema writer, ColumnBuilder sample) {
    List<ValueReader> branches =
        writer.getTypes().stream().map(branch -> of(branch, sample)).toList();
    return (in, column, row) -> branches.get(in.readIndex(branches.size())).read(in, column, row);
  }

  // Also of a TEXT column, to be taken apart by SQL's JSON functions.
  private static ValueReader json(Schema writer) {
    return (in, column, row) -> {
      byte[] json = DatumJson.of(writer, in);
      ((TextBuilder) column).setBytes(row, json, 0, json.length);
    };
  }

  private static ValueReader list(Schema writer, ListBuilder sample) {
    ValueReader element = of(writer.getElementType(), sample.elements());
    return (in, column, row) -> {
      var list = (ListBuilder) column;
      list.start(row);
      for (long left = in.readBlock(); left > 0; left = in.readBlock()) {
        for (long i = 0; i < left; i++) {
          element.read(in, list.elements(), list.next());
        }
      }
      list.end(row);
    };
  }

  private static ValueReader map(Schema writer, MapBuilder sample) {
    ValueReader value = of(writer.getValueType(), sample.values());
    return (in, column, row) -> {
      var map = (MapBuilder) column;
      map.start(row);
      for (long left = in.readBlock(); left > 0; left = in.readBlock()) {
        for (long i = 0; i < left; i++) {
          int entry = map.next(in.readString());
          value.read(in, map.values(), entry);
        }
      }
      map.end(row);
    };
  }

  private static ValueReader struct(Schema writer, StructBuilder sample) {
    FieldsReader fields = FieldsReader.of(writer, sample.fields());
    return (in, column, row) -> {
      var struct = (StructBuilder) column;
      struct.start(row);
      fields.read(in, struct.fields(), row);
    };
  }
}
