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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a guest returns in lists and structs is not believed either.
class NestedResultTest extends PluginFixture {
  private static final int OFFSETS = 256;
  private static final int ITEMS = 512;
  private static final int VALIDITY = 1_024;
  private static final String LIST = "{\"type\":\"+l\",\"children\":[{\"type\":\"%s\"%s}]}";
  private static final byte[] ITEM = code(localGet(1), i32Load(44), i32Load(0));

  private static byte[] length(byte[] array, long length) {
    return code(array, i64Const(length), i64Store(0));
  }

  private static byte[] buffer(byte[] array, int i, long address) {
    return code(array, i32Load(40), i32Const(address), i32Store(4L * i));
  }

  // A function that returns two lists, with so many items in all.
  private static ModuleBuilder lists(String item, long items, byte[] more, int... offsets) {
    ByteBuffer data = ByteBuffer.allocate(800).order(ByteOrder.LITTLE_ENDIAN);
    for (int offset : offsets) {
      data.putInt(offset);
    }
    for (int i = 0; i < 8; i++) {
      data.putLong(ITEMS - OFFSETS + 8 * i, 10 + i);
    }
    data.put(VALIDITY - OFFSETS, (byte) 0b1111_1011);
    return ModuleBuilder.plugin()
        .describeNested("\"l\"", item, "")
        .batch(
            buffer(localGet(1), 1, OFFSETS),
            length(ITEM, items),
            buffer(ITEM, 1, ITEMS),
            more,
            i32Const(0))
        .data(OFFSETS, data.array());
  }

  private static String list(String type, String more) {
    return LIST.formatted(type, more);
  }

  private void assertBad(ModuleBuilder module, String reason) {
    WadiException error = failure(open(module), longs(1L, 2L));
    assertThat(error).isNotNull();
    assertThat(error.code()).as(error.describe()).isEqualTo(ErrorCode.PLUGIN_BAD_RESULT);
    assertThat(error).hasMessageContaining(reason);
  }

  @Test
  void listsAreCopiedOut() {
    ModuleBuilder module = lists(list("l", ""), 5, bytes(), 1, 3, 5);
    assertThat(values(call(open(module), longs(1L, 2L)))).hasToString("[[11,12], [13,14]]");
    ModuleBuilder nulls = lists(list("l", ""), 5, buffer(ITEM, 0, VALIDITY), 1, 3, 5);
    assertThat(values(call(open(nulls), longs(1L, 2L)))).hasToString("[[11,null], [13,14]]");
    ModuleBuilder strict = lists(list("l", ""), 5, bytes(), 0, 1, 1);
    assertThat(values(call(open(strict), longs(1L, null)))).hasToString("[[10], null]");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 5", "0, 5, 3", "-1, 0, 5", "0, 6, 5", "0, 0, 2147483647", "0, 0, 6"})
  void offsetsThatLie(int first, int second, int third) {
    assertBad(lists(list("l", ""), 5, bytes(), first, second, third), "its result is not valid");
  }

  @Test
  void lengthsThatLie() {
    assertBad(
        lists(list("l", ""), 4, bytes(), 0, 2, 5), "'item': 4 values at offset 0, expected 5");
    assertBad(lists(list("l", ""), -1, bytes(), 0, 2, 5), "'item': -1 values");
    byte[] offset = code(ITEM, i64Const(1), i64Store(16));
    assertBad(lists(list("l", ""), 5, offset, 0, 2, 5), "5 values at offset 1");
    assertBad(lists(list("l", ""), 1L << 40, bytes(), 0, 0, 1 << 17), "its values are");
  }

  @Test
  void buffersOutsideOfMemory() {
    byte[] values = buffer(ITEM, 1, (1 << 20) - 39);
    assertBad(lists(list("l", ""), 5, values, 0, 2, 5), "its values are");
    byte[] validity = buffer(ITEM, 0, 1 << 20);
    assertBad(lists(list("l", ""), 5, validity, 0, 2, 5), "its validity are");
    byte[] offsets = buffer(ITEM, 1, (1 << 20) - 8);
    assertBad(lists(list("u", ""), 5, offsets, 0, 2, 5), "its offsets are");
  }

  @Test
  void nullsWhereNoneWereDeclared() {
    byte[] nulls = buffer(ITEM, 0, VALIDITY);
    String item = list("l", ",\"nullable\":false");
    assertBad(lists(item, 5, nulls, 0, 2, 5), "'item': it contains nulls");
    assertThat(values(call(open(lists(item, 5, nulls, 0, 2, 2)), longs(1L, 2L))))
        .hasToString("[[10,11], []]");
  }

  @Test
  void valuesThatAreNotOfTheType() {
    byte[] noTime = code(i32Const(ITEMS), i64Const(-1), i64Store(0));
    assertBad(lists(list("ttu", ""), 5, noTime, 0, 2, 5), "not a time of day");
    ModuleBuilder json = lists(list("u", ",\"json\":true"), 1, textAtItems(), 0, 1, 1);
    assertBad(json, "is not JSON");
    ModuleBuilder text = lists(list("u", ""), 1, textAtItems(), 0, 1, 1);
    assertThat(values(call(open(text), longs(1L, 2L)))).hasToString("[[\"{\"], []]");
  }

  // The only text is an opening brace.
  private static byte[] textAtItems() {
    return code(
        i32Const(2_000),
        i32Const(0),
        i32Store(0),
        i32Const(2_004),
        i32Const(1),
        i32Store(0),
        i32Const(2_008),
        i32Const('{'),
        i32Store(0),
        buffer(ITEM, 1, 2_000),
        buffer(ITEM, 2, 2_008));
  }

  @Test
  void buffersThatOverlapAddUp() {
    // 60 fields of half a million bytes each, all in the same megabyte.
    StringBuilder fields = new StringBuilder();
    byte[] code = {};
    for (int i = 0; i < 60; i++) {
      fields.append(i == 0 ? "" : ",").append("{\"name\":\"f%d\",\"type\":\"l\"}".formatted(i));
      byte[] field = code(ITEM, i32Load(44), i32Load(4L * i));
      code = code(code, length(field, 60_000), buffer(field, 1, 0));
    }
    String struct = "{\"type\":\"+s\",\"children\":[%s]}".formatted(fields);
    String type = "{\"type\":\"+l\",\"children\":[{\"type\":%s}]}".formatted(struct);
    assertBad(lists(type, 60_000, code, 0, 0, 60_000), "larger than the memory that it is in");
  }

  @Test
  void fieldsOfDifferentLengths() {
    String type = "{\"type\":\"+s\",\"children\":[{\"name\":\"a\",\"type\":\"l\"}]}";
    ModuleBuilder module =
        ModuleBuilder.plugin()
            .describeNested("\"l\"", type, "")
            .batch(length(ITEM, 3), buffer(ITEM, 1, ITEMS), i32Const(0));
    assertBad(module, "'a': 3 values at offset 0, expected 2");
  }
}
