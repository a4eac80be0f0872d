package dev.wadi.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.evaluation.EvaluationContext;
import dev.wadi.engine.evaluation.ExpressionCompiler;
import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Functions of Calcite's library, planned as kernels or as generated Java and computed by the
/// engine over one row of columns.
final class BuiltInFunctionsTest {
  private static final String ROW =
      """
      FROM (VALUES (CAST(7 AS INT), CAST(300 AS BIGINT), CAST(2.5 AS DOUBLE), 'Hello, World',
          TIMESTAMP '2024-05-06 07:08:09.123456', DATE '2024-05-06', CAST(12.34 AS DECIMAL(6, 2)),
          CAST(200 AS TINYINT UNSIGNED), CAST(NULL AS INT), CAST('ab' AS BYTEA), TRUE))
        AS v (i, b, d, s, t, day, m, u, n, raw, yes)\
      """;

  private final SqlPlanner planner =
      new SqlPlanner(new PlanningContext(FakeConnectors.ALL, FakeFunctions.ALL, List.of()));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          i + b                               ; 307
          MOD(b, i)                           ; 6
          i / 2                               ; 3
          d * m                               ; 30.85
          m * 2                               ; 24.68
          power(d, 2)                         ; 6.25
          power(CAST(1.5 AS DECIMAL(6, 2)), 2) ; 2.25
          round(d * 1.01, 1)                  ; 2.5
          sin(0e0 + d - d)                    ; 0.0
          greatest(i, b)                      ; 300
          coalesce(n, i)                      ; 7
          sqrt(n)                             ; null
          sign(-i)                            ; -1
          upper(s)                            ; HELLO, WORLD
          initcap(lower(s))                   ; Hello, World
          reverse(s)                          ; dlroW ,olleH
          split_part(s, ', ', 2)              ; World
          regexp_replace(s, '[eo]', '*')      ; H*llo, World
          s SIMILAR TO 'Hello%'               ; true
          s ~ '^Hello'                        ; true
          s ILIKE 'hello%'                    ; true
          s NOT LIKE '%World'                 ; false
          position('World' IN s)              ; 8
          lpad(left(s, 5), 7, '-')            ; --Hello
          repeat('ab', i - 4)                 ; ababab
          concat(s, NULL, '!')                ; Hello, World!
          concat_ws('/', s, 'x')              ; Hello, World/x
          md5(s)                              ; 82bb413746aee42f89dea2b59614f9ef
          trim(LEADING 'H' FROM s)            ; ello, World
          translate(s, 'lo', '01')            ; He001, W1r0d
          ascii(s)                            ; 72
          char_length(s)                      ; 12
          octet_length(raw)                   ; 2
          to_base64(raw)                      ; YWI=
          CAST(s AS VARCHAR(5))               ; Hello
          CAST('ab' AS CHAR(4)) || '.'        ; ab  .
          TRY_CAST(s AS INT)                  ; null
          CAST(i AS TEXT) || s                ; 7Hello, World
          u + 100                             ; 300
          CAST(u AS INT)                      ; 200
          dayname(t)                          ; Monday
          monthname(day)                      ; May
          extract(WEEK FROM t)                ; 19
          extract(MILLISECOND FROM t)         ; 9123
          date_part('hour', t)                ; 7
          date_trunc('minute', t)             ; 2024-05-06T07:08
          last_day(day)                       ; 19874
          t - INTERVAL '1 day'                ; 2024-05-05T07:08:09.123456
          timestampadd(MONTH, 1, t)           ; 2024-06-06T07:08:09.123456
          timestampdiff(DAY, TIMESTAMP '2024-05-01 00:00:00', t) ; 5
          CAST(t AS DATE) = day               ; true
          CASE WHEN i > 5 THEN 'big' ELSE 'small' END ; big
          i IN (1, 7, 9)                      ; true
          i BETWEEN SYMMETRIC 9 AND 5         ; true
          n IS NOT DISTINCT FROM NULL         ; true
          cardinality(ARRAY[i, 2])            ; 2
          array_contains(ARRAY[i, 2], 7)      ; true
          ARRAY[i, 2]                         ; [7,2]
          yes AND n > 1                       ; null
          i & 3                               ; 3
          """)
  void computes(String expression, String expected) {
    long before = MemoryScope.bytesInUseOfProcess();
    try (MemoryScope memory = MemoryScope.unlimited()) {
      assertThat(evaluate(expression, memory)).isEqualTo(expected);
      assertThat(memory.free()).isZero();
    }
    assertThat(MemoryScope.bytesInUseOfProcess()).isEqualTo(before);
  }

  private String evaluate(String expression, MemoryScope memory) {
    PlannedScript script = planner.plan("SELECT %s AS result %s".formatted(expression, ROW));
    Plan.Write write = script.pipeline().sinks().getFirst();
    var compiler =
        new ExpressionCompiler(
            new EvaluationContext(
                memory.allocator(),
                signature -> {
                  throw new AssertionError(signature);
                }));
    Plan plan = write.input();
    try (Batch batch = row(plan, compiler)) {
      return plan instanceof Plan.Values
          ? text(batch.column(0).retain())
          : text(computed(((Plan.Project) plan).expressions().getFirst(), batch, compiler));
    }
  }

  // The rows of the plan are literals, perhaps projected once to have the types that were asked
  // for.
  private static Batch row(Plan plan, ExpressionCompiler compiler) {
    return switch (plan) {
      case Plan.Values values -> {
        try (Batch nothing = Batch.of(List.of(), 1)) {
          yield Batch.of(
              values.rows().getFirst().stream()
                  .map(literal -> computed(literal, nothing, compiler))
                  .toList(),
              1);
        }
      }
      case Plan.Project project when project.input() instanceof Plan.Values values ->
          row(values, compiler);
      case Plan.Project project -> projected((Plan.Project) project.input(), compiler);
      default -> throw new AssertionError(plan);
    };
  }

  private static Batch projected(Plan.Project project, ExpressionCompiler compiler) {
    try (Batch input = row(project, compiler)) {
      return Batch.of(
          project.expressions().stream().map(e -> computed(e, input, compiler)).toList(), 1);
    }
  }

  private static Column computed(Expression expression, Batch input, ExpressionCompiler compiler) {
    try (ColumnExpression compiled = compiler.compile(expression)) {
      return compiled.evaluate(input, null);
    }
  }

  private static String text(Column column) {
    Object value = column.vector().getObject(0);
    column.release();
    return value == null ? null : value.toString();
  }
}
