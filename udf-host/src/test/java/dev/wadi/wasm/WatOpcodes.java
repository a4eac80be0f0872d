package dev.wadi.wasm;

import java.util.HashMap;
import java.util.Map;

/// The instructions of the text format that have no operand of their own, and those that address
/// memory.
final class WatOpcodes {
  // In the order of their codes.
  private static final String MEMORY =
      "i32.load i64.load f32.load f64.load i32.load8_s i32.load8_u i32.load16_s i32.load16_u"
          + " i64.load8_s i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u i32.store"
          + " i64.store f32.store f64.store i32.store8 i32.store16 i64.store8 i64.store16"
          + " i64.store32";
  private static final String NUMERIC =
      "i32.eqz i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.le_s i32.le_u i32.ge_s"
          + " i32.ge_u i64.eqz i64.eq i64.ne i64.lt_s i64.lt_u i64.gt_s i64.gt_u i64.le_s i64.le_u"
          + " i64.ge_s i64.ge_u f32.eq f32.ne f32.lt f32.gt f32.le f32.ge f64.eq f64.ne f64.lt"
          + " f64.gt f64.le f64.ge i32.clz i32.ctz i32.popcnt i32.add i32.sub i32.mul i32.div_s"
          + " i32.div_u i32.rem_s i32.rem_u i32.and i32.or i32.xor i32.shl i32.shr_s i32.shr_u"
          + " i32.rotl i32.rotr i64.clz i64.ctz i64.popcnt i64.add i64.sub i64.mul i64.div_s"
          + " i64.div_u i64.rem_s i64.rem_u i64.and i64.or i64.xor i64.shl i64.shr_s i64.shr_u"
          + " i64.rotl i64.rotr f32.abs f32.neg f32.ceil f32.floor f32.trunc f32.nearest f32.sqrt"
          + " f32.add f32.sub f32.mul f32.div f32.min f32.max f32.copysign f64.abs f64.neg f64.ceil"
          + " f64.floor f64.trunc f64.nearest f64.sqrt f64.add f64.sub f64.mul f64.div f64.min"
          + " f64.max f64.copysign i32.wrap_i64 i32.trunc_f32_s i32.trunc_f32_u i32.trunc_f64_s"
          + " i32.trunc_f64_u i64.extend_i32_s i64.extend_i32_u i64.trunc_f32_s i64.trunc_f32_u"
          + " i64.trunc_f64_s i64.trunc_f64_u f32.convert_i32_s f32.convert_i32_u f32.convert_i64_s"
          + " f32.convert_i64_u f32.demote_f64 f64.convert_i32_s f64.convert_i32_u"
          + " f64.convert_i64_s f64.convert_i64_u f64.promote_f32 i32.reinterpret_f32"
          + " i64.reinterpret_f64 f32.reinterpret_i32 f64.reinterpret_i64";
  private static final Map<String, Integer> MEMORY_CODES = numbered(MEMORY, 0x28);
  private static final Map<String, byte[]> PLAIN_CODES = plain();

  private WatOpcodes() {}

  private static Map<String, Integer> numbered(String names, int first) {
    Map<String, Integer> codes = new HashMap<>();
    for (String name : names.split(" ")) {
      codes.put(name, first + codes.size());
    }
    return codes;
  }

  private static Map<String, byte[]> plain() {
    Map<String, byte[]> codes = new HashMap<>();
    numbered(NUMERIC, 0x45).forEach((name, code) -> codes.put(name, Wat.bytes(code)));
    codes.put("unreachable", Wat.bytes(0x00));
    codes.put("nop", Wat.bytes(0x01));
    codes.put("return", Wat.bytes(0x0F));
    codes.put("drop", Wat.bytes(0x1A));
    codes.put("select", Wat.bytes(0x1B));
    codes.put("memory.size", Wat.bytes(0x3F, 0));
    codes.put("memory.grow", Wat.bytes(0x40, 0));
    codes.put("memory.copy", Wat.bytes(0xFC, 0x0A, 0, 0));
    codes.put("memory.fill", Wat.bytes(0xFC, 0x0B, 0));
    return codes;
  }

  /// The code of a load or store; null if it is neither.
  static Integer memory(String name) {
    return MEMORY_CODES.get(name);
  }

  /// The code of an instruction without operands; null if it is none.
  static byte[] plain(String name) {
    return PLAIN_CODES.get(name);
  }
}
