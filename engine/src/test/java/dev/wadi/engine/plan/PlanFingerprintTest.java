package dev.wadi.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.testing.Plans;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class PlanFingerprintTest {
  private static final Schema SCHEMA = Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP");
  private static final Field BIGINT = SCHEMA.getFields().get(1);
  private static final String OLD = "0".repeat(64);
  private static final String NEW = "f".repeat(64);

  private static String calling(
      String sha256, Field argument, Field result, Volatility volatility, FunctionKind kind) {
    var function =
        new FunctionSignature(
            "f",
            new PluginRef("p", sha256.substring(0, 3), sha256),
            List.of(argument),
            result,
            NullHandling.STRICT,
            volatility,
            false,
            kind);
    Expression call =
        new Expression.FunctionCall(
            function,
            List.of(Plans.column(SCHEMA, 1)),
            Expression.OnRejection.FAIL,
            Field.nullable("y", BIGINT.getType()));
    Plan scan = Plans.scan("t", SCHEMA, -1);
    Pipeline pipeline =
        Plans.collect(new Plan.Project(scan, List.of(call), new Schema(List.of(call.type()))));
    assertThat(PlanCodec.functions(pipeline)).containsExactly(function);
    return PlanCodec.fingerprint(pipeline);
  }

  private static String calling(String sha256, FunctionKind kind) {
    return calling(sha256, BIGINT, BIGINT, Volatility.IMMUTABLE, kind);
  }

  @Test
  void theVersionOfAPluginMakesNoDifference() {
    assertThat(calling(NEW, FunctionKind.SCALAR)).isEqualTo(calling(OLD, FunctionKind.SCALAR));
    Field renamed = new Field("other", BIGINT.getFieldType(), List.of());
    assertThat(calling(NEW, renamed, BIGINT, Volatility.VOLATILE, FunctionKind.SCALAR))
        .isEqualTo(calling(OLD, FunctionKind.SCALAR));
    assertThat(calling(NEW, new FunctionKind.Async(true, 1, 2, 3)))
        .isEqualTo(calling(OLD, new FunctionKind.Async(true, 4, 5, 6)));
  }

  @Test
  void whatAFunctionIsMakesADifference() {
    Field text = SCHEMA.getFields().getFirst();
    FunctionKind scalar = FunctionKind.SCALAR;
    assertThat(
            List.of(
                calling(OLD, scalar),
                calling(OLD, text, BIGINT, Volatility.IMMUTABLE, scalar),
                calling(OLD, BIGINT, text, Volatility.IMMUTABLE, scalar),
                calling(OLD, new FunctionKind.Aggregate(List.of(BIGINT), true)),
                calling(OLD, new FunctionKind.Aggregate(List.of(BIGINT), false)),
                calling(OLD, new FunctionKind.Aggregate(List.of(text), true)),
                calling(OLD, new FunctionKind.Async(true, 1, 2, 3)),
                calling(OLD, new FunctionKind.Async(false, 1, 2, 3))))
        .doesNotHaveDuplicates();
  }

  private static String reading(String connector, Map<String, String> options) {
    var table = new TableDefinition("t", connector, SCHEMA, options, List.of());
    return PlanCodec.fingerprint(Plans.collect(new Plan.Scan(table, List.of(0), null)));
  }

  @Test
  void connectorsAndFormatsAreKnownByTheirNames() {
    assertThat(reading("walk@sha256:" + NEW, Map.of("format", "logfmt@sha256:" + NEW)))
        .isEqualTo(reading("walk@sha256:" + OLD, Map.of("format", "logfmt@sha256:" + OLD)))
        .isNotEqualTo(reading("walk@sha256:" + OLD, Map.of("format", "fixed@sha256:" + OLD)))
        .isNotEqualTo(reading("count@sha256:" + OLD, Map.of("format", "logfmt@sha256:" + OLD)));
    assertThat(reading("file", Map.of("path", "a@sha256:00")))
        .isNotEqualTo(reading("file", Map.of("path", "a@sha256:01")));
  }
}
