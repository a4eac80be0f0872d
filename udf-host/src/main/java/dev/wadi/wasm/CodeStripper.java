package dev.wadi.wasm;

import java.io.ByteArrayOutputStream;

/// Empties the functions of a module that was compiled before. What the compiler does not need to
/// read again is most of a module, and the parser makes objects of all of it.
final class CodeStripper {
  private static final int HEADER_BYTES = 8;
  private static final int CODE = 10;
  // Two bytes long, no locals, end.
  private static final byte[] EMPTY_FUNCTION = {2, 0, 0x0B};

  private CodeStripper() {}

  static byte[] strip(byte[] wasm) {
    ByteArrayOutputStream stripped = new ByteArrayOutputStream();
    stripped.write(wasm, 0, HEADER_BYTES);
    WasmReader reader = new WasmReader(wasm, HEADER_BYTES, wasm.length);
    while (reader.hasNext()) {
      int start = wasm.length - reader.remaining();
      int id = reader.next();
      WasmReader content = reader.part(reader.unsigned());
      if (id == CODE) {
        writeCode(content.unsigned(), stripped);
      } else {
        stripped.write(wasm, start, wasm.length - reader.remaining() - start);
      }
    }
    return stripped.toByteArray();
  }

  private static void writeCode(long functions, ByteArrayOutputStream target) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    writeNumber(functions, content);
    for (long i = 0; i < functions; i++) {
      content.writeBytes(EMPTY_FUNCTION);
    }
    target.write(CODE);
    writeNumber(content.size(), target);
    target.writeBytes(content.toByteArray());
  }

  private static void writeNumber(long number, ByteArrayOutputStream target) {
    long rest = number;
    while (rest >= 0x80) {
      target.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    target.write((int) rest);
  }
}
