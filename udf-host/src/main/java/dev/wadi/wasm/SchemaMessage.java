package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.POINTER_BYTES;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_BYTES;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_CHILDREN;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_CHILD_COUNT;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_FLAGS;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_FLAG_NULLABLE;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_FORMAT;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_METADATA;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_NAME;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.wasm.PluginDescription.Value;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Tells a guest once the types that a function will be called with, if it wants to know: as two
/// Arrow C Data schemas, one of the arguments (a struct) and one of what it gives back.
final class SchemaMessage {
  private static final int ALIGNMENT = 8;

  // So that texts of JSON are known: the canonical extension type of Arrow.
  private static final String EXTENSION_NAME = "ARROW:extension:name";
  private static final String JSON = "arrow.json";

  private final List<Value> schemas;
  private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
  private final int tablesStart;
  private final int textsStart;
  private final int size;

  // While a message is written: where the next schemas and the next table go.
  private int nextSchema;
  private int nextTable;

  private SchemaMessage(List<Value> schemas) {
    this.schemas = schemas;
    int count = schemas.stream().mapToInt(SchemaMessage::count).sum();
    this.tablesStart = SCHEMA_BYTES * count;
    this.textsStart = tablesStart + POINTER_BYTES * (count - schemas.size());
    this.size = write(0).length;
  }

  private static int count(Value value) {
    return 1 + value.children().stream().mapToInt(SchemaMessage::count).sum();
  }

  static void open(
      CompiledModule module, GuestInstance guest, PluginDescription.Function function) {
    int open = module.functionIndex(function.export() + "_open");
    if (open < 0) {
      return;
    }
    List<Value> schemas = List.of(Value.batch(function.arguments()), function.output());
    int code =
        tell(module, guest, schemas, address -> guest.call(open, address, address + SCHEMA_BYTES));
    if (code != 0) {
      throw new GuestFailure(
          ErrorCode.FUNCTION_ERROR, "it refused to open and returned the code " + code);
    }
  }

  /// Calls a guest with schemas in its memory, one after another from an address on.
  ///
  /// @return the guest's return code
  static int tell(
      CompiledModule module, GuestInstance guest, List<Value> schemas, IntUnaryOperator call) {
    SchemaMessage message = new SchemaMessage(schemas);
    int address = guest.call(module.functionIndex("wadi_alloc"), message.size, ALIGNMENT);
    guest.memory().write(address, message.write(address));
    int code = call.applyAsInt(address);
    guest.run(module.functionIndex("wadi_free"), address, message.size, ALIGNMENT);
    return code;
  }

  // The schemas that the guest is given the addresses of, those inside of them, tables of children,
  // texts.
  private byte[] write(int address) {
    texts.reset();
    nextTable = tablesStart;
    nextSchema = SCHEMA_BYTES * schemas.size();
    ByteBuffer buffer = ByteBuffer.allocate(textsStart).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < schemas.size(); i++) {
      write(buffer, SCHEMA_BYTES * i, schemas.get(i), address);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(buffer.array());
    all.writeBytes(texts.toByteArray());
    return all.toByteArray();
  }

  private void write(ByteBuffer buffer, int position, Value value, int address) {
    List<Value> children = value.children();
    int table = nextTable;
    int first = nextSchema;
    nextTable += POINTER_BYTES * children.size();
    nextSchema += SCHEMA_BYTES * children.size();
    buffer.putInt(position + SCHEMA_FORMAT, address + text(value.format()));
    buffer.putInt(position + SCHEMA_NAME, address + text(value.name()));
    buffer.putInt(position + SCHEMA_METADATA, value.json() ? address + jsonMark() : 0);
    buffer.putLong(position + SCHEMA_FLAGS, value.nullable() ? SCHEMA_FLAG_NULLABLE : 0);
    buffer.putLong(position + SCHEMA_CHILD_COUNT, children.size());
    buffer.putInt(position + SCHEMA_CHILDREN, children.isEmpty() ? 0 : address + table);
    for (int i = 0; i < children.size(); i++) {
      int child = first + SCHEMA_BYTES * i;
      buffer.putInt(table + POINTER_BYTES * i, address + child);
      write(buffer, child, children.get(i), address);
    }
  }

  // As the C Data Interface has it: how many keys there are, then each with its value, and their
  // lengths before them.
  private int jsonMark() {
    int position = textsStart + texts.size();
    number(1);
    for (String part : List.of(EXTENSION_NAME, JSON)) {
      number(part.length());
      texts.writeBytes(part.getBytes(StandardCharsets.UTF_8));
    }
    return position;
  }

  private void number(int value) {
    texts.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private int text(String text) {
    int position = textsStart + texts.size();
    texts.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    texts.write(0);
    return position;
  }
}
