package dev.wadi.planner.lower;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Primitive;
import org.apache.calcite.rel.type.RelDataType;
import org.joou.UByte;
import org.joou.UInteger;
import org.joou.ULong;
import org.joou.UShort;

/// Values as the engine passes them to generated Java, and as Calcite's functions take them. They
/// differ for unsigned numbers and for binary values.
final class JavaValues {
  private JavaValues() {}

  /// @param value an Object of the engine's
  /// @param java what Calcite takes for the type
  static Expression fromEngine(Expression value, RelDataType type, Type java) {
    return switch (type.getSqlTypeName()) {
      case UTINYINT -> made(UByte.class, unboxed(value, Short.class, short.class), value, type);
      case USMALLINT -> made(UShort.class, unboxed(value, Integer.class, int.class), value, type);
      case UINTEGER -> made(UInteger.class, unboxed(value, Long.class, long.class), value, type);
      case UBIGINT -> made(ULong.class, bigInteger(value), value, type);
      case BINARY, VARBINARY ->
          nullable(
              Expressions.new_(ByteString.class, Expressions.convert_(value, byte[].class)),
              value,
              ByteString.class,
              type);
      default -> converted(value, java);
    };
  }

  private static Expression converted(Expression value, Type java) {
    Primitive primitive = Primitive.of(java);
    return primitive == null
        ? Expressions.convert_(value, java)
        : Expressions.unbox(Expressions.convert_(value, primitive.boxClass), primitive);
  }

  private static Expression made(
      Class<?> unsigned, Expression number, Expression value, RelDataType type) {
    return nullable(Expressions.call(unsigned, "valueOf", number), value, unsigned, type);
  }

  private static Expression nullable(
      Expression converted, Expression value, Class<?> java, RelDataType type) {
    Expression none = Expressions.constant(null);
    return type.isNullable()
        ? Expressions.condition(
            Expressions.equal(value, none), Expressions.convert_(none, java), converted)
        : converted;
  }

  private static Expression unboxed(Expression value, Class<?> boxed, Class<?> primitive) {
    return Expressions.unbox(Expressions.convert_(value, boxed), Primitive.of(primitive));
  }

  private static Expression bigInteger(Expression value) {
    return Expressions.call(Expressions.convert_(value, BigDecimal.class), "toBigInteger");
  }

  /// @param value what Calcite computed
  /// @return an Object of the engine's
  static Expression toEngine(BlockBuilder block, Expression value, RelDataType type) {
    Expression result = block.append("result", value);
    Expression converted =
        switch (type.getSqlTypeName()) {
          case UTINYINT -> Expressions.box(Expressions.call(result, "shortValue"));
          case USMALLINT -> Expressions.box(Expressions.call(result, "intValue"));
          case UINTEGER -> Expressions.box(Expressions.call(result, "longValue"));
          case UBIGINT ->
              Expressions.new_(BigDecimal.class, Expressions.call(result, "toBigInteger"));
          case BINARY, VARBINARY -> Expressions.call(result, "getBytes");
          default -> null;
        };
    if (converted != null) {
      return nullable(converted, result, Object.class, type);
    }
    return Primitive.is(result.getType()) ? Expressions.box(result) : result;
  }
}
