package dev.wadi.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class GeneratedJavaTest {
  private static Expression java(String body, Field type, Expression... arguments) {
    String source = "public Object evaluate(Object[] arguments) {" + body + "}";
    return new Expression.GeneratedJava(source, List.of(arguments), type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BOOLEAN",
        "TINYINT",
        "INT",
        "UINT",
        "BIGINT",
        "UBIGINT",
        "FLOAT",
        "DOUBLE",
        "DECIMAL(9,2)",
        "DECIMAL(38,10)",
        "TEXT",
        "BYTEA",
        "DATE"
      })
  void valuesOfAllTypesPass(String name) {
    Field type = Types.named(name);
    Oracle.over(new Random(name.hashCode()), type)
        .check(java("return arguments[0];", type, Oracle.inputs(List.of(type)).get(0)), r -> r[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TIME", "TIMESTAMP", "NANOS"})
  void timesAreMilliseconds(String name) {
    Field type = Types.named(name);
    BigInteger unit = BigInteger.valueOf(name.equals("NANOS") ? 1_000_000 : 1_000);
    Oracle.over(new Random(7), type)
        .check(
            java("return arguments[0];", type, Oracle.inputs(List.of(type)).get(0)),
            Oracle.strict(row -> {
              BigInteger value = (BigInteger) row[0];
              return value.subtract(value.mod(unit));
            }));
  }

  @Test
  void itIsANodeLikeAnyOther() {
    List<Expression> inputs = Oracle.inputs(List.of(Types.I64, Types.I64));
    Expression product = Oracle.call(Operation.MULTIPLY, Types.I64, inputs);
    String body =
        "if (arguments[0] == null) return null;"
            + "return Long.valueOf(Long.bitCount(((Long) arguments[0]).longValue()));";
    Expression bits = java(body, Types.I64, product);
    Oracle.over(new Random(5), Types.I64, Types.I64)
        .check(
            Oracle.call(Operation.ADD, Types.I64, List.of(bits, inputs.get(0))),
            Oracle.strict(row -> {
              long a = ((BigInteger) row[0]).longValueExact();
              long b = ((BigInteger) row[1]).longValueExact();
              int count = Long.bitCount(Math.multiplyExact(a, b));
              return BigInteger.valueOf(Math.addExact(count, a));
            }));
  }

  @Test
  void listsAndStructsGoInAndOut() {
    Field item = Field.nullable("item", new ArrowType.Int(64, true));
    Field list = new Field("", FieldType.nullable(ArrowType.List.INSTANCE), List.of(item));
    Field struct =
        new Field(
            "",
            FieldType.nullable(ArrowType.Struct.INSTANCE),
            List.of(
                new Field("many", list.getFieldType(), List.of(item)),
                Field.nullable("text", ArrowType.Utf8.INSTANCE)));
    Expression number = new Expression.InputColumn(0, Types.I64);
    Expression made =
        java(
            "if (arguments[0] == null) return null;java.util.List list ="
                + " java.util.Arrays.asList(new Object[] {arguments[0], null});return new Object[]"
                + " {list, String.valueOf(arguments[0])};",
            struct,
            number);
    Expression text =
        Oracle.call(
            Operation.STRUCT_FIELD,
            Types.TEXT,
            List.of(made, new Expression.Literal("text", Types.TEXT)));
    Expression many =
        Oracle.call(
            Operation.STRUCT_FIELD,
            list,
            List.of(made, new Expression.Literal("many", Types.TEXT)));
    Expression size =
        java(
            "if (arguments[0] == null) return null;"
                + "java.util.List list = (java.util.List) arguments[0];"
                + "return Long.valueOf(list.size() * 100L + (list.get(1) == null ? 1 : 0));",
            Types.I64,
            many);
    Oracle.over(new Random(3), Types.I64).check(text, Oracle.strict(row -> row[0].toString()));
    Oracle.over(new Random(3), Types.I64).check(size, Oracle.strict(_ -> BigInteger.valueOf(201)));
    Expression isNull = Oracle.call(Operation.IS_NULL, Types.BOOL, List.of(number));
    Expression either =
        new Expression.Case(
            List.of(new Expression.Case.Branch(isNull, new Expression.Literal(null, struct))),
            made,
            struct);
    Expression textOfEither =
        Oracle.call(
            Operation.STRUCT_FIELD,
            Types.TEXT,
            List.of(either, new Expression.Literal("text", Types.TEXT)));
    Oracle.over(new Random(4), Types.I64)
        .check(textOfEither, Oracle.strict(row -> row[0].toString()));
  }

  @Test
  void aMissingFieldIsNamed() {
    Field struct =
        new Field(
            "",
            FieldType.nullable(ArrowType.Struct.INSTANCE),
            List.of(Field.nullable("here", ArrowType.Utf8.INSTANCE)));
    Expression expression =
        Oracle.call(
            Operation.STRUCT_FIELD,
            Types.TEXT,
            List.of(
                new Expression.InputColumn(0, struct),
                new Expression.Literal("there", Types.TEXT)));
    try (var scope = MemoryScope.unlimited()) {
      var compiler = new ExpressionCompiler(new EvaluationContext(scope.allocator(), null));
      assertThatThrownBy(() -> compiler.compile(expression))
          .hasMessageContaining("'there'")
          .hasMessageContaining("here");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'throw new ArithmeticException(\"/ by zero\");', DIVISION_BY_ZERO",
    "'throw new ArithmeticException(\"long overflow\");', NUMERIC_OVERFLOW",
    "'throw new RuntimeException(\"Value 300 out of range\");', NUMERIC_OVERFLOW",
    "'return Long.valueOf(\"x1\");', INVALID_CAST",
    "'throw new IllegalStateException(\"odd\");', FUNCTION_ERROR",
    "'throw new NullPointerException();', FUNCTION_ERROR"
  })
  void exceptionsGetACode(String body, ErrorCode code) {
    var scope = MemoryScope.unlimited();
    Expression expression = java("if (true) " + body + " return null;", Types.I64);
    var context = new EvaluationContext(scope.allocator(), null);
    try (Batch batch = Batch.of(List.of(), 3);
        ColumnExpression compiled = new ExpressionCompiler(context).compile(expression)) {
      assertThatThrownBy(() -> compiled.evaluate(batch, null))
          .isInstanceOfSatisfying(WadiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
    assertThat(scope.free()).isZero();
  }

  @Test
  void equalSourcesShareAClassButNotAnObject() {
    String source = "int calls; public Object evaluate(Object[] a) { return ++calls; }";
    RowFunction first = GeneratedClasses.newObject(source);
    RowFunction second = GeneratedClasses.newObject(source);
    assertThat(first.getClass()).isSameAs(second.getClass());
    assertThat(first.evaluate(new Object[0])).isEqualTo(1);
    assertThat(first.evaluate(new Object[0])).isEqualTo(2);
    assertThat(second.evaluate(new Object[0])).isEqualTo(1);
  }

  @Test
  void sourceThatDoesNotCompileIsOurBug() {
    assertThatThrownBy(() -> GeneratedClasses.newObject("nonsense"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nonsense");
  }
}
