package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.I32;
import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.i32Const;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;

/// Which rows a guest says that it rejects, and what it may not say.
class RejectionTest extends PluginFixture {
  private static final int HOME = 1_024;
  private static final int LENGTH = 0;
  private static final int CHILD_COUNT = 32;
  private static final int CHILDREN = 44;
  private static final int TABLE = HOME + 192;
  private static final int ROWS = HOME + 256;
  private static final int OFFSETS = HOME + 320;
  private static final int TEXT = HOME + 384;

  // Struct, its two columns, tables, rows, offsets and text, as a well-behaved guest has them.
  private final ByteBuffer data = ByteBuffer.allocate(448).order(ByteOrder.LITTLE_ENDIAN);

  RejectionTest() {
    data.putLong(LENGTH, 2).putLong(CHILD_COUNT, 2).putInt(CHILDREN, TABLE);
    put(TABLE, HOME + 64, HOME + 128);
    data.putInt(64 + 40, TABLE + 16).putInt(128 + 40, TABLE + 32);
    put(TABLE + 16, 0, ROWS, 0);
    put(TABLE + 32, 0, OFFSETS, TEXT);
    put(ROWS, 0, 2);
    put(OFFSETS, 0, 3, 8);
    data.put(TEXT - HOME, "oneother".getBytes(StandardCharsets.UTF_8));
  }

  private void put(int address, int... values) {
    for (int i = 0; i < values.length; i++) {
      data.putInt(address - HOME + 4 * i, values[i]);
    }
  }

  private ModuleBuilder module() {
    return ModuleBuilder.scalar("l", "l", "", i32Const(4))
        .function("wadi_rejected", bytes(), bytes(I32), i32Const(HOME))
        .data(HOME, data.array());
  }

  private void assertBad(String reason) {
    WadiException error = failure(open(module()), longs(1L, 2L, 3L));
    assertThat(error.code()).as(error.describe()).isEqualTo(ErrorCode.PLUGIN_BAD_RESULT);
    assertThat(error).hasMessageContaining(reason);
  }

  @Test
  void rejectedRowsAreNullWhateverTheGuestLeavesThere() {
    ScalarFunction function = open(module());
    FieldVector result = result(function);
    assertThat(rejections(function, result, longs(1L, 2L, 3L)))
        .containsExactly(new Rejection(0, "one"), new Rejection(2, "other"));
    assertThat(result.isNull(0)).isTrue();
    assertThat(result.isNull(1)).isFalse();
    assertThat(result.isNull(2)).isTrue();
  }

  @Test
  void rowsThatAreNot() {
    put(ROWS, 0, 3);
    assertBad("row 3 after row 0, of 3");
    put(ROWS, 1, 1);
    assertBad("row 1 after row 1");
    put(ROWS, -1, 1);
    assertBad("row -1 after row -1");
  }

  @Test
  void countsThatLie() {
    data.putLong(LENGTH, 0);
    assertBad("0 rows, expected 1 to 3");
    data.putLong(LENGTH, 4);
    assertBad("4 rows, expected 1 to 3");
    data.putLong(LENGTH, 1).putLong(CHILD_COUNT, 1);
    assertBad("expected 1 to 3, of 2 columns");
  }

  @Test
  void messagesThatAreNot() {
    put(OFFSETS, 3, 0, 8);
    assertBad("a message from 3 to 0");
    put(OFFSETS, 0, 3, 1 << 30);
    assertBad("out of bounds");
    put(OFFSETS, -5, 3, 8);
    assertBad("a message from -5 to 3");
  }

  @Test
  void addressesOutsideOfMemory() {
    put(TABLE + 16, 0, (1 << 20) - 4, 0);
    assertBad("out of bounds");
    put(TABLE, 1 << 20, HOME + 128);
    assertBad("out of bounds");
    data.putInt(CHILDREN, -1);
    assertBad("out of bounds");
  }

  @Test
  void theExportIsNeeded() {
    WadiException error = failure(open(ModuleBuilder.scalar("l", "l", "", i32Const(4))), longs(1L));
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_BAD_RESULT);
    assertThat(error).hasMessageContaining("no export 'wadi_rejected'");
  }
}
