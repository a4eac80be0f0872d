package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.POINTER_BYTES;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_BYTES;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_CHILDREN;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_CHILD_COUNT;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_FLAGS;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_FLAG_NULLABLE;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_FORMAT;
import static dev.wadi.wasm.ArrowLayout.SCHEMA_NAME;

import dev.wadi.sdk.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tells a guest once the types that a function will be called with, if it wants to know: as two
/// Arrow C Data schemas, one of the arguments (a struct) and one of the result.
final class SchemaMessage {
  private static final int ALIGNMENT = 8;

  private final PluginDescription.Function function;
  private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
  private final int textsStart;
  private final int size;

  private SchemaMessage(PluginDescription.Function function) {
    this.function = function;
    int count = function.arguments().size();
    this.textsStart = SCHEMA_BYTES * (2 + count) + POINTER_BYTES * count;
    this.size = write(0).length;
  }

  static void open(
      CompiledModule module, GuestInstance guest, PluginDescription.Function function) {
    int open = module.functionIndex(function.export() + "_open");
    if (open < 0) {
      return;
    }
    SchemaMessage message = new SchemaMessage(function);
    int address = guest.call(module.functionIndex("wadi_alloc"), message.size, ALIGNMENT);
    guest.memory().write(address, message.write(address));
    int code = guest.call(open, address, address + SCHEMA_BYTES);
    guest.run(module.functionIndex("wadi_free"), address, message.size, ALIGNMENT);
    if (code != 0) {
      throw new GuestFailure(
          ErrorCode.FUNCTION_ERROR, "it refused to open and returned the code " + code);
    }
  }

  // Arguments' struct, result, one schema per argument, the struct's table of children, texts.
  private byte[] write(int address) {
    texts.reset();
    List<PluginDescription.Value> arguments = function.arguments();
    int children = SCHEMA_BYTES * (2 + arguments.size());
    ByteBuffer buffer = ByteBuffer.allocate(textsStart).order(ByteOrder.LITTLE_ENDIAN);
    writeSchema(buffer, 0, "+s", "", false, address);
    buffer.putLong(SCHEMA_CHILD_COUNT, arguments.size());
    buffer.putInt(SCHEMA_CHILDREN, address + children);
    write(buffer, SCHEMA_BYTES, function.result(), address);
    for (int i = 0; i < arguments.size(); i++) {
      int position = SCHEMA_BYTES * (2 + i);
      write(buffer, position, arguments.get(i), address);
      buffer.putInt(children + POINTER_BYTES * i, address + position);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(buffer.array());
    all.writeBytes(texts.toByteArray());
    return all.toByteArray();
  }

  private void write(ByteBuffer buffer, int position, PluginDescription.Value value, int address) {
    writeSchema(buffer, position, value.format(), value.name(), value.nullable(), address);
  }

  private void writeSchema(
      ByteBuffer buffer, int position, String format, String name, boolean nullable, int address) {
    buffer.putInt(position + SCHEMA_FORMAT, address + text(format));
    buffer.putInt(position + SCHEMA_NAME, address + text(name));
    buffer.putLong(position + SCHEMA_FLAGS, nullable ? SCHEMA_FLAG_NULLABLE : 0);
  }

  private int text(String text) {
    int position = textsStart + texts.size();
    texts.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    texts.write(0);
    return position;
  }
}
