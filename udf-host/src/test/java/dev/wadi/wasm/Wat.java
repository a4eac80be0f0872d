package dev.wadi.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Instructions and numbers of the WebAssembly binary format, as far as the tests need them. Named
/// after the text format.
final class Wat {
  static final byte I32 = 0x7F;
  static final byte I64 = 0x7E;
  private static final int VOID = 0x40;

  private Wat() {}

  static byte[] code(byte[]... parts) {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      code.writeBytes(part);
    }
    return code.toByteArray();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] unsigned(long value) {
    ByteArrayOutputStream leb = new ByteArrayOutputStream();
    long rest = value;
    while (rest >>> 7 != 0) {
      leb.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    leb.write((int) rest);
    return leb.toByteArray();
  }

  static byte[] signed(long value) {
    ByteArrayOutputStream leb = new ByteArrayOutputStream();
    long rest = value;
    while (rest < -64 || rest > 63) {
      leb.write((int) (rest & 0x7F | 0x80));
      rest >>= 7;
    }
    leb.write((int) (rest & 0x7F));
    return leb.toByteArray();
  }

  static byte[] name(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return code(unsigned(utf8.length), utf8);
  }

  static byte[] i32Const(long value) {
    return code(bytes(0x41), signed((int) value));
  }

  static byte[] i64Const(long value) {
    return code(bytes(0x42), signed(value));
  }

  static byte[] localGet(int local) {
    return code(bytes(0x20), unsigned(local));
  }

  static byte[] localSet(int local) {
    return code(bytes(0x21), unsigned(local));
  }

  static byte[] globalGet(int global) {
    return code(bytes(0x23), unsigned(global));
  }

  static byte[] globalSet(int global) {
    return code(bytes(0x24), unsigned(global));
  }

  static byte[] callFunction(int function) {
    return code(bytes(0x10), unsigned(function));
  }

  static byte[] i32Load(long offset) {
    return code(bytes(0x28, 0), unsigned(offset));
  }

  static byte[] i64Load(long offset) {
    return code(bytes(0x29, 0), unsigned(offset));
  }

  static byte[] i32Store(long offset) {
    return code(bytes(0x36, 0), unsigned(offset));
  }

  static byte[] i64Store(long offset) {
    return code(bytes(0x37, 0), unsigned(offset));
  }

  static byte[] loop(byte[]... body) {
    return code(bytes(0x03, VOID), code(body), bytes(0x0B));
  }

  static byte[] ifThen(byte[]... body) {
    return code(bytes(0x04, VOID), code(body), bytes(0x0B));
  }

  static byte[] br(int depth) {
    return code(bytes(0x0C), unsigned(depth));
  }

  static byte[] brIf(int depth) {
    return code(bytes(0x0D), unsigned(depth));
  }

  static final byte[] UNREACHABLE = bytes(0x00);
  static final byte[] DROP = bytes(0x1A);
  static final byte[] MEMORY_GROW = bytes(0x40, 0);
  static final byte[] MEMORY_COPY = bytes(0xFC, 0x0A, 0, 0);
  static final byte[] MEMORY_FILL = bytes(0xFC, 0x0B, 0);
  static final byte[] I32_EQZ = bytes(0x45);
  static final byte[] I32_ADD = bytes(0x6A);
  static final byte[] I32_SUB = bytes(0x6B);
  static final byte[] I32_MUL = bytes(0x6C);
  static final byte[] I32_SHR_U = bytes(0x76);
  static final byte[] I32_WRAP_I64 = bytes(0xA7);
  static final byte[] I64_EQ = bytes(0x51);
}
