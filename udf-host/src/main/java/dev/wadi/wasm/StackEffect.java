package dev.wadi.wasm;

/// What plain instructions do to the height of the operand stack, and how long they are.
final class StackEffect {
  private static final int INT_BYTES_MAX = 5;
  private static final int LONG_BYTES_MAX = 10;
  // From here on, bits of an alignment say that a memory follows.
  private static final int ALIGNMENTS = 32;

  private StackEffect() {}

  /// Passes over an instruction's operands. Instructions that plugins may not use are refused;
  /// those that branch or call are not for here.
  ///
  /// @return by how much the stack grows
  static int pass(int code, WasmReader in) {
    if (code >= 0x45 && code <= 0xC4) {
      return numeric(code);
    }
    if (code >= 0x28 && code <= 0x3E) {
      return memoryAccess(code, in);
    }
    return switch (code) {
      case 0x00, 0x01, 0x0A, 0xD1 -> 0; // unreachable, nop, throw_ref, ref.is_null
      case 0x08 -> index(in, 0); // throw
      case 0x1A -> -1; // drop
      case 0x1B -> -2; // select
      case 0x1C -> selectTyped(in);
      case 0x20, 0x23 -> index(in, 1); // local.get, global.get
      case 0x21, 0x24 -> index(in, -1); // local.set, global.set
      case 0x22, 0x25 -> index(in, 0); // local.tee, table.get
      case 0x26 -> index(in, -2); // table.set
      case 0x3F -> index(in, 1); // memory.size
      case 0x40 -> index(in, 0); // memory.grow
      case 0x41 -> number(in, INT_BYTES_MAX);
      case 0x42 -> number(in, LONG_BYTES_MAX);
      case 0x43 -> constant(in, 4);
      case 0x44 -> constant(in, 8);
      case 0xD0 -> nullReference(in);
      case 0xD2 -> index(in, 1); // ref.func
      case 0xFC -> bulk(in);
      case 0xFB -> throw Refusal.unsupported("garbage-collected types");
      case 0xFD -> throw Refusal.unsupported("vector instructions (SIMD)");
      case 0xFE -> throw Refusal.unsupported("threads");
      case 0x14, 0x15, 0xD3, 0xD4, 0xD5, 0xD6 ->
          throw Refusal.unsupported("garbage-collected types or typed references");
      default -> throw Refusal.malformed("unknown instruction 0x%02x".formatted(code));
    };
  }

  private static int index(WasmReader in, int effect) {
    in.unsigned();
    return effect;
  }

  private static int number(WasmReader in, int bytesMax) {
    in.skipNumber(bytesMax);
    return 1;
  }

  private static int constant(WasmReader in, int bytes) {
    in.skip(bytes);
    return 1;
  }

  private static int nullReference(WasmReader in) {
    StructureCheck.checkType(in.next());
    return 1;
  }

  private static int selectTyped(WasmReader in) {
    long types = in.unsigned();
    for (long i = 0; i < types; i++) {
      StructureCheck.checkType(in.next());
    }
    return -2;
  }

  private static int memoryAccess(int code, WasmReader in) {
    if (in.unsigned() >= ALIGNMENTS) {
      throw Refusal.unsupported("several memories");
    }
    in.unsigned();
    return code < 0x36 ? 0 : -2;
  }

  private static int numeric(int code) {
    boolean one =
        code == 0x45
            || code == 0x50
            || code >= 0x67 && code <= 0x69
            || code >= 0x79 && code <= 0x7B
            || code >= 0x8B && code <= 0x91
            || code >= 0x99 && code <= 0x9F
            || code >= 0xA7;
    return one ? 0 : -1;
  }

  private static int bulk(WasmReader in) {
    int code = (int) in.unsigned();
    int indexes =
        switch (code) {
          case 0, 1, 2, 3, 4, 5, 6, 7 -> 0;
          case 9, 11, 13, 15, 16, 17 -> 1;
          case 8, 10, 12, 14 -> 2;
          default -> throw Refusal.malformed("unknown instruction 0xfc " + code);
        };
    for (int i = 0; i < indexes; i++) {
      in.unsigned();
    }
    return switch (code) {
      case 8, 10, 11, 12, 14, 17 -> -3;
      case 15 -> -1;
      case 16 -> 1;
      default -> 0;
    };
  }
}
