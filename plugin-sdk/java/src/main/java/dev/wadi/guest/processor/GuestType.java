package dev.wadi.guest.processor;

import java.util.Arrays;
import java.util.Optional;

/// A type that functions take and return.
///
/// @param java as it is written in Java
/// @param format as the description has it
/// @param name in the methods that read and write it
/// @param list whether it is an array of items that are never null
/// @param reference whether it may be null in Java
enum GuestType {
  BOOLEAN("boolean", "b", "Boolean", false, false),
  BYTE("byte", "c", "Byte", false, false),
  SHORT("short", "s", "Short", false, false),
  INT("int", "i", "Int", false, false),
  LONG("long", "l", "Long", false, false),
  FLOAT("float", "f", "Float", false, false),
  DOUBLE("double", "g", "Double", false, false),
  BOXED_BOOLEAN("java.lang.Boolean", "b", "Boolean", false, true),
  BOXED_BYTE("java.lang.Byte", "c", "Byte", false, true),
  BOXED_SHORT("java.lang.Short", "s", "Short", false, true),
  BOXED_INT("java.lang.Integer", "i", "Int", false, true),
  BOXED_LONG("java.lang.Long", "l", "Long", false, true),
  BOXED_FLOAT("java.lang.Float", "f", "Float", false, true),
  BOXED_DOUBLE("java.lang.Double", "g", "Double", false, true),
  TEXT("java.lang.String", "u", "Text", false, true),
  BYTES("byte[]", "z", "Bytes", false, true),
  INTS("int[]", "i", "Ints", true, true),
  LONGS("long[]", "l", "Longs", true, true),
  DOUBLES("double[]", "g", "Doubles", true, true),
  TEXTS("java.lang.String[]", "u", "Texts", true, true);

  final String java;
  final String format;
  final String name;
  final boolean list;
  final boolean reference;

  GuestType(String java, String format, String name, boolean list, boolean reference) {
    this.java = java;
    this.format = format;
    this.name = name;
    this.list = list;
    this.reference = reference;
  }

  static Optional<GuestType> of(String java) {
    return Arrays.stream(values()).filter(type -> type.java.equals(java)).findFirst();
  }

  /// Whether it is a class that stands for a primitive type, and so always may be null.
  boolean boxed() {
    return name().startsWith("BOXED_");
  }

  /// Its type in the description.
  String described() {
    String item = "{\"type\":\"" + format + "\",\"nullable\":false}";
    return list ? "{\"type\":\"+l\",\"children\":[" + item + "]}" : "\"" + format + "\"";
  }
}
