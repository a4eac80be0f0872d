package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.i32Load;
import static dev.wadi.wasm.Wat.i32Store;
import static dev.wadi.wasm.Wat.i64Const;
import static dev.wadi.wasm.Wat.i64Store;
import static dev.wadi.wasm.Wat.localGet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.ScalarFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a guest returns is not believed.
class ResultTest extends PluginFixture {
  private static final byte[] OK = i32Const(0);
  private static final int OFFSETS = 256;
  private static final int TEXT = 512;

  // Sets entry `i` of the result's table of buffers.
  private static byte[] buffer(int i, long address) {
    return code(localGet(1), i32Load(40), i32Const(address), i32Store(4L * i));
  }

  // A function of texts that returns three texts with these offsets into "abcdefgh".
  private static ModuleBuilder texts(byte[] text, int... offsets) {
    ByteBuffer all = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    for (int offset : offsets) {
      all.putInt(offset);
    }
    all.position(TEXT - OFFSETS).put(text);
    return ModuleBuilder.scalar("u", "u", "", buffer(1, OFFSETS), buffer(2, TEXT), OK)
        .data(OFFSETS, all.array());
  }

  private static ModuleBuilder texts(int... offsets) {
    return texts(bytes('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), offsets);
  }

  private void assertBad(ModuleBuilder module, FieldVector argument, String reason) {
    WadiException error = failure(open(module), argument);
    assertThat(error).isNotNull();
    assertThat(error.code()).as(error.describe()).isEqualTo(ErrorCode.PLUGIN_BAD_RESULT);
    assertThat(error).hasMessageContaining(reason);
  }

  @Test
  void textsAreCopiedOut() {
    FieldVector result = call(open(texts(0, 3, 3, 8)), texts("x", "y", "z"));
    assertThat(values(result)).containsExactly("abc", "", "defgh");
  }

  @Test
  void offsetsMayStartAnywhere() {
    FieldVector result = call(open(texts(2, 3, 5, 8)), texts("x", "y", "z"));
    assertThat(values(result)).containsExactly("c", "de", "fgh");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 3, 8", // descending
    "0, 9, 3, 8", // beyond the last
    "-1, 0, 0, 8",
    "0, -5, 3, 8",
    "8, 8, 8, 0",
    "0, 0, 0, -1",
    "0, 0, 0, 2147483647",
    "0, 0, 0, 1048577"
  })
  void offsetsThatLie(int first, int second, int third, int fourth) {
    assertBad(texts(first, second, third, fourth), texts("x", "y", "z"), "its result is not valid");
  }

  @Test
  void buffersOutsideOfMemory() {
    byte[] offsets = buffer(1, 0xFFFF_FFF0L);
    assertBad(ModuleBuilder.scalar("u", "u", "", offsets, OK), texts("x"), "its offsets are");
    byte[] values = code(buffer(1, OFFSETS), buffer(2, (1 << 20) - 2));
    assertBad(
        ModuleBuilder.scalar("u", "u", "", values, OK).data(OFFSETS, bytes(0, 0, 0, 0, 8, 0, 0, 0)),
        texts("x"),
        "its values are");
    byte[] validity = buffer(0, 1 << 20);
    assertBad(ModuleBuilder.scalar("l", "l", "", validity, OK), longs(1L), "its validity are");
  }

  @ParameterizedTest
  @CsvSource({
    "128, 97, 97", // continuation without lead
    "192, 128, 97", // overlong
    "97, 97, 195", // cut off
    "237, 160, 128", // surrogate
    "245, 128, 128", // beyond Unicode
    "255, 97, 97"
  })
  void textThatIsNotUtf8(int first, int second, int third) {
    assertBad(texts(bytes(first, second, third), 0, 3, 3, 3), texts("x", "y", "z"), "is not UTF-8");
  }

  @Test
  void aCharacterMayNotBeSharedByTwoRows() {
    assertBad(texts(bytes(0xC3, 0xA4), 0, 1, 2, 2), texts("x", "y", "z"), "row 0 is not UTF-8");
    FieldVector result = call(open(texts(bytes(0xC3, 0xA4), 0, 2, 2, 2)), texts("x", "y", "z"));
    assertThat(values(result)).containsExactly("ä", "", "");
  }

  @Test
  void anotherLengthOrOffset() {
    byte[] length = code(localGet(1), i64Const(2), i64Store(0));
    assertBad(ModuleBuilder.scalar("l", "l", "", length, OK), longs(1L), "2 values at offset 0");
    byte[] offset = code(localGet(1), i64Const(1), i64Store(16));
    assertBad(ModuleBuilder.scalar("l", "l", "", offset, OK), longs(1L), "1 values at offset 1");
  }

  @Test
  void valuesThatAreNotOfTheType() {
    assertBad(fixed("ttu", 86_400_000_000L, 0), longs(1L), "not a time of day");
    assertBad(fixed("ttu", -1, 0), longs(1L), "not a time of day");
    assertBad(fixed("d:3,0", 1000, 0), longs(1L), "more than 3 digits");
    assertBad(fixed("d:3,0", -1000, -1), longs(1L), "more than 3 digits");
    assertBad(fixed("d:38,0", 0, Long.MIN_VALUE), longs(1L), "more than 38 digits");
    assertThat(values(call(open(fixed("d:3,0", 999, 0)), longs(1L)))).hasToString("[999]");
    assertThat(values(call(open(fixed("d:3,0", -999, -1)), longs(1L)))).hasToString("[-999]");
  }

  private static ModuleBuilder fixed(String type, long low, long high) {
    byte[] store = code(localGet(1), i32Load(40), i32Load(4), i64Const(low), i64Store(0));
    byte[] more =
        type.startsWith("d")
            ? code(localGet(1), i32Load(40), i32Load(4), i64Const(high), i64Store(8))
            : bytes();
    return ModuleBuilder.scalar("l", type, "", store, more, OK);
  }

  @Test
  void nullsWhereNoneWereDeclared() {
    // All results null: clears the first byte of the host's bitmap.
    byte[] clear = code(localGet(1), i32Load(40), i32Load(0), i32Const(0), bytes(0x3A, 0, 0));
    String type = "l\",\"nullable\":false,\"x\":\"";
    assertBad(ModuleBuilder.scalar("l", type, "", clear, OK), longs(1L, 2L), "contains nulls");
    FieldVector allowed = call(open(ModuleBuilder.scalar("l", "l", "", clear, OK)), longs(1L, 2L));
    assertThat(values(allowed)).containsExactly(null, null);
  }

  @Test
  void aStrictFunctionCannotMakeSomethingOfNull() {
    // All results valid: sets the first byte of the host's bitmap.
    byte[] set = code(localGet(1), i32Load(40), i32Load(0), i32Const(255), bytes(0x3A, 0, 0));
    FieldVector strict = call(open(ModuleBuilder.scalar("l", "l", "", set, OK)), longs(1L, null));
    assertThat(strict.isNull(0)).isFalse();
    assertThat(strict.isNull(1)).isTrue();
    String called = ",\"nulls\":\"called\"";
    FieldVector seen = call(open(ModuleBuilder.scalar("l", "l", called, set, OK)), longs(1L, null));
    assertThat(seen.isNull(1)).isFalse();
  }

  @Test
  void aResultThatWantsToBeReleasedNeedsTheExport() {
    byte[] release = code(localGet(1), i32Const(1), i32Store(52));
    assertBad(ModuleBuilder.scalar("l", "l", "", release, OK), longs(1L), "wadi_release");
    ModuleBuilder releasing =
        ModuleBuilder.scalar("l", "l", "", release, OK)
            .function("wadi_release", bytes(Wat.I32), bytes(), Wat.UNREACHABLE);
    assertThat(failure(open(releasing), longs(1L)).code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
  }

  @Test
  void theNextCallAfterABadResultWorks() {
    ScalarFunction function = open(texts(0, 5, 3, 8));
    assertThat(failure(function, texts("x", "y", "z"))).isNotNull();
    assertThat(failure(function, texts("x", "y", "z"))).isNotNull();
  }
}
