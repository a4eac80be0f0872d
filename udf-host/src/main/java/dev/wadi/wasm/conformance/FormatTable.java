package dev.wadi.wasm.conformance;

import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.format.FormatSignature.Framing;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import dev.wadi.wasm.PluginFormats;
import dev.wadi.wasm.conformance.RandomValues.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// A table in a format of a plugin. To decode is like a table function of records, to encode like a
/// scalar function of rows.
record FormatTable(
    FormatSignature format, List<Field> columns, Map<String, String> options, Bench bench) {
  private static final int ROWS_AT_ONCE = 1_024;
  private static final Field DATA = Field.notNullable("data", ArrowType.Binary.INSTANCE);

  FormatTable {
    columns = List.copyOf(columns);
    options = Map.copyOf(options);
  }

  /// Opens the format in every way that it has.
  void open() {
    if (format.decodes()) {
      decoder(ROWS_AT_ONCE).close();
    }
    if (format.encodes()) {
      encoder().close();
    }
  }

  boolean inLines() {
    return format.framing() == Framing.LINES;
  }

  RowSubject encoding() {
    return new RowSubject(
        signature(columns, DATA, FunctionKind.SCALAR), false, _ -> encoder(), bench::values);
  }

  /// @param written records that the format has written
  RowSubject decoding(List<byte[]> written) {
    var row = new Field("row", FieldType.notNullable(ArrowType.Struct.INSTANCE), columns);
    var rows = new Field("rows", FieldType.nullable(ArrowType.List.INSTANCE), List.of(row));
    return new RowSubject(
        signature(List.of(DATA), rows, FunctionKind.TABLE),
        false,
        this::decoder,
        kind -> new RecordValues(kind, bench.settings().seed(), written, inLines()));
  }

  private RowFunction encoder() {
    return new EncodeCalls(formats().openEncoder(format, json(), columns), DATA, bench.allocator());
  }

  private RowFunction decoder(int rowsMax) {
    return new TableCalls(
        new RowMaker.OfFormat(formats().openDecoder(format, json(), columns)),
        new Schema(columns),
        rowsMax,
        bench.allocator());
  }

  private PluginFormats formats() {
    return new PluginFormats(bench.registry());
  }

  private String json() {
    var table = new TableDefinition("t", "made-up", new Schema(columns), options);
    return formats().options(format, Options.of(table, format.options()));
  }

  private FunctionSignature signature(List<Field> arguments, Field result, FunctionKind kind) {
    return new FunctionSignature(
        format.name(),
        format.plugin(),
        arguments,
        result,
        NullHandling.CALLED,
        Volatility.IMMUTABLE,
        false,
        kind);
  }

  /// Writes rows that it does not refuse, each as a record or a rejection.
  List<Answer> write(List<Row> rows) {
    var asking = new RowAsking(encoding(), bench);
    return asking.fresh(function -> asking.askEach(function, asking.answered(rows)));
  }

  /// Reads a record, as rows or a rejection.
  Answer read(ByteBuffer record) {
    var asking = new RowAsking(decoding(List.of()), bench);
    return asking
        .fresh(function -> asking.ask(function, List.of(new Row(List.of(record)))))
        .getFirst();
  }

  /// Random rows.
  List<Row> rows(int count) {
    return bench.values(Kind.ORDINARY).rows(columns, count, 0.15);
  }
}
