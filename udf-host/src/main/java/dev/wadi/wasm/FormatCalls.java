package dev.wadi.wasm;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.wasm.ArenaColumn.Room;
import dev.wadi.wasm.PluginDescription.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// A format as a table has it: prepares an instance to decode or to encode its columns.
///
/// @param user for errors
/// @param options as the guest gets them
record FormatCalls(
    PluginDescription.Format format, String user, List<Value> columns, String options) {
  static final String OPEN = "_open";
  static final String DECODE = "_decode";
  static final String ENCODE = "_encode";

  private static final Field ROW = Field.notNullable("row", new ArrowType.Int(Integer.SIZE, true));
  private static final Field OPTIONS = Field.notNullable("options", ArrowType.Utf8.INSTANCE);
  private static final Field DATA = Field.notNullable("data", ArrowType.Binary.INSTANCE);

  FormatCalls {
    columns = List.copyOf(columns);
  }

  /// @throws WadiException if plugins do not know a column's type
  static FormatCalls of(PluginDescription.Format format, List<Field> columns, String options) {
    String user = "format '%s'".formatted(format.name());
    List<Value> values = new ArrayList<>();
    for (Field column : columns) {
      values.add(
          Value.of(column)
              .orElseThrow(() ->
                  new WadiException(
                          ErrorCode.TYPE_MISMATCH,
                          "column '%s': %s does not know its type"
                              .formatted(column.getName(), user))
                      .withHint("declare it as TEXT, and convert it in SQL")));
    }
    return new FormatCalls(format, user, values, options);
  }

  /// Rows out of records. What the table does not want to be null is its own business.
  TableCalls decoding(PluginGuest guest) {
    open(guest);
    List<Field> rows = new ArrayList<>(List.of(ROW));
    columns.forEach(column -> rows.add(nullable(column.field())));
    return new TableCalls(
        guest, ColumnShape.batch(List.of(DATA)), ColumnShape.batch(rows), format.export() + DECODE);
  }

  /// Records out of rows.
  FunctionCalls encoding(PluginGuest guest) {
    open(guest);
    ColumnShape rows =
        ColumnShape.batch(columns.stream().map(column -> nullable(column.field())).toList());
    return new FunctionCalls(
        guest, rows, NullHandling.CALLED, ColumnShape.of(DATA), format.export() + ENCODE);
  }

  private static Field nullable(Field field) {
    var type = new FieldType(true, field.getType(), field.getDictionary(), field.getMetadata());
    return new Field(field.getName(), type, field.getChildren());
  }

  // What the table says, and the columns.
  private void open(PluginGuest guest) {
    int function = guest.module().functionIndex(format.export() + OPEN);
    if (function < 0) {
      return;
    }
    try (MemoryScope scope = MemoryScope.unlimited();
        VarCharVector text = new VarCharVector(OPTIONS.getName(), scope.allocator())) {
      text.setSafe(0, options.getBytes(StandardCharsets.UTF_8));
      text.setValueCount(1);
      ArenaColumn input = ArenaColumn.batch(ColumnShape.batch(List.of(OPTIONS)), Room.ARGUMENT);
      ArenaColumn nothing = ArenaColumn.batch(ColumnShape.batch(List.of()), Room.GUEST);
      InputArena arena = new InputArena(guest, input, nothing);
      guest.instance().refuel();
      arena.start(List.of(text), 1);
      arena.writeArgument(0, text, 1);
      check(
          guest,
          SchemaMessage.tell(
              guest.module(),
              guest.instance(),
              List.of(Value.batch(columns)),
              schema -> guest.instance().call(function, arena.input(), schema)));
    }
  }

  private void check(PluginGuest guest, int code) {
    switch (code) {
      case ReturnCode.OK -> {}
      case ReturnCode.ERROR ->
          throw new WadiException(
                  ErrorCode.INVALID_OPTION,
                  "%s refuses the table: %s".formatted(user, guest.error().message()))
              .withHint("change the table's options or columns, or use another format");
      default -> throw ReturnCode.unknown(code);
    }
  }
}
