package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.I32;
import static dev.wadi.wasm.Wat.I32_ADD;
import static dev.wadi.wasm.Wat.I32_SUB;
import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.i32Load;
import static dev.wadi.wasm.Wat.i64Load;
import static dev.wadi.wasm.Wat.localGet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.junit.jupiter.api.Test;

/// What a guest is told before the first batch, if it asks.
class SchemaMessageTest extends PluginFixture {
  private static final byte[] LOAD_BYTE = bytes(0x2D, 0, 0);

  // Accepts one argument named x of the format, and a result of the format `g`.
  private static ModuleBuilder picky(char format) {
    byte[] argument = code(localGet(0), i32Load(32), i32Load(0));
    byte[] formatDifference = code(argument, i32Load(0), LOAD_BYTE, i32Const(format), I32_SUB);
    byte[] nameDifference = code(argument, i32Load(4), LOAD_BYTE, i32Const('x'), I32_SUB);
    byte[] countDifference = code(localGet(0), i64Load(24), Wat.I32_WRAP_I64, i32Const(1), I32_SUB);
    byte[] resultDifference = code(localGet(1), i32Load(0), LOAD_BYTE, i32Const('g'), I32_SUB);
    return ModuleBuilder.scalar("l", "g", "", i32Const(0))
        .function(
            "f_open",
            bytes(I32, I32),
            bytes(I32),
            formatDifference,
            nameDifference,
            I32_ADD,
            countDifference,
            I32_ADD,
            resultDifference,
            I32_ADD);
  }

  @Test
  void tellsArgumentsAndResult() {
    assertThat(call(open(picky('l')), longs(1L)).getValueCount()).isOne();
  }

  @Test
  void aGuestMayRefuse() {
    WadiException error = catchThrowableOfType(WadiException.class, () -> open(picky('i')));
    assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_ERROR);
    assertThat(error).hasMessageContaining("refused to open and returned the code 3");
  }
}
