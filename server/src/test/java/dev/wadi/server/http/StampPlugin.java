package dev.wadi.server.http;

import dev.wadi.wasm.WatModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// The plugin `stamp` in as many versions as a test needs: `stamp(x BIGINT) BIGINT` is x and the
/// version's number, `total(x BIGINT) BIGINT` the sum of x and the number of the version that gives
/// the result.
final class StampPlugin {
  private static final Path PARTS =
      Path.of(System.getProperty("wadi.home"), "udf-host/src/test/resources/misbehaving/parts");
  private static final String MODULE =
      """
      (module
        (@include "sum") (@include "each")
        (global $calls (mut i32) (i32.const 0))
        (export "total_update" (func $update)) (export "total_merge" (func $merge))
        (func (export "total_result") (param $in i32) (param $out i32) (result i32)
          (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (i64.const %1$d))
          (i32.const 0))
        (func (export "stamp") (param $in i32) (param $out i32) (result i32)
          %2$s
          (call $each (local.get $in) (local.get $out) (call $rows (local.get $in)) (i64.const %1$d))
          (i32.const 0)))
      """;
  private static final String STAMP =
      "{\\\"name\\\":\\\"stamp\\\",\\\"kind\\\":\\\"scalar\\\",\\\"returns\\\":{\\\"type\\\":\\\"l\\\"},"
          + "\\\"args\\\":[{\\\"name\\\":\\\"x\\\",\\\"type\\\":\\\"l\\\"}]},";

  private StampPlugin() {}

  static byte[] version(int number) {
    return assemble(number, "", text -> text);
  }

  /// One whose function `stamp` crashes.
  static byte[] crashing(int number) {
    return crashing(number, 0);
  }

  /// One whose function `stamp` crashes after some calls.
  static byte[] crashing(int number, int calls) {
    return assemble(
        number,
        """
        (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
        (if (i32.gt_s (global.get $calls) (i32.const %d)) (then (unreachable)))
        """
            .formatted(calls),
        text -> text);
  }

  /// One that describes itself otherwise.
  static byte[] described(int number, String what, String instead) {
    return assemble(number, "", text -> text.replace(escaped(what), escaped(instead)));
  }

  private static String escaped(String json) {
    return json.replace("\"", "\\\"");
  }

  private static byte[] assemble(int number, String first, UnaryOperator<String> described) {
    return WatModule.assemble(
        MODULE.formatted(number, first),
        part -> part.equals("sum") ? described.apply(sum(number)) : part(part));
  }

  // An aggregate that keeps all rules, and what describes it.
  private static String sum(int number) {
    return part("sum")
        .replace(escaped("\"name\":\"misbehaving\","), escaped(name(number)))
        .replace(escaped("\"functions\":["), escaped("\"functions\":[") + STAMP)
        .replace(escaped("\"name\":\"f\""), escaped("\"name\":\"total\""));
  }

  private static String name(int number) {
    return "\"name\":\"stamp\",\"version\":\"%d.0.0\",".formatted(number);
  }

  private static String part(String name) {
    try {
      return Files.readString(PARTS.resolve(name + ".wat"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
