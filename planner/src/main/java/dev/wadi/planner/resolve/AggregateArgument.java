package dev.wadi.planner.resolve;

import java.math.BigDecimal;
import java.util.function.Predicate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// What an aggregate takes in one place.
public enum AggregateArgument {
  ANY("value", type -> type.getSqlTypeName() != SqlTypeName.NULL),
  /// A type whose values have an order.
  ORDERED("value", AggregateArgument::isOrdered),
  NUMBER("number", SqlTypeUtil::isNumeric),
  AMOUNT("number or interval", type -> SqlTypeUtil.isNumeric(type) || SqlTypeUtil.isInterval(type)),
  /// Not months, of which there is no half.
  DIVISIBLE("number or interval of time", type -> SqlTypeUtil.isNumeric(type) || isTime(type)),
  WHOLE("whole number", SqlTypeUtil::isIntType),
  BOOLEAN("condition", type -> type.getSqlTypeName() == SqlTypeName.BOOLEAN),
  TEXT("text", SqlTypeUtil::isCharacter),
  /// A constant from 0 to 1.
  FRACTION("fraction", SqlTypeUtil::isNumeric),
  /// A constant text.
  SEPARATOR("separator", SqlTypeUtil::isCharacter),
  /// A constant whole number from 10.
  SIZE("size", SqlTypeUtil::isIntType);

  private static final BigDecimal SIZE_MIN = BigDecimal.TEN;
  private static final BigDecimal SIZE_MAX = BigDecimal.valueOf(10_000);

  private final String word;
  private final Predicate<RelDataType> type;

  AggregateArgument(String word, Predicate<RelDataType> type) {
    this.word = word;
    this.type = type;
  }

  private static boolean isTime(RelDataType type) {
    return SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName());
  }

  private static boolean isOrdered(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case NULL, ARRAY, MAP, MULTISET, ROW -> false;
      default -> SqlTypeUtil.isAtomic(type) || SqlTypeUtil.isInterval(type);
    };
  }

  /// Whether it is written in the SQL, the same for all rows.
  public boolean isConstant() {
    return switch (this) {
      case FRACTION, SEPARATOR, SIZE -> true;
      case ANY, ORDERED, NUMBER, AMOUNT, DIVISIBLE, WHOLE, BOOLEAN, TEXT -> false;
    };
  }

  boolean takes(RelDataType given) {
    return type.test(given);
  }

  /// What is wrong with a constant, or null.
  String fault(SqlNode node) {
    if (!isConstant()) {
      return null;
    }
    if (!(node instanceof SqlLiteral literal) || SqlLiteral.unchain(node) != node) {
      return "the %s has to be a constant".formatted(word);
    }
    return switch (this) {
      case FRACTION ->
          isBetween(literal, BigDecimal.ZERO, BigDecimal.ONE)
              ? null
              : "the fraction has to be a number from 0 to 1";
      case SIZE ->
          isBetween(literal, SIZE_MIN, SIZE_MAX)
              ? null
              : "the size has to be a number from %s to %s".formatted(SIZE_MIN, SIZE_MAX);
      default -> null;
    };
  }

  private static boolean isBetween(SqlLiteral literal, BigDecimal least, BigDecimal greatest) {
    BigDecimal value = literal.bigDecimalValue();
    return value != null && value.compareTo(least) >= 0 && value.compareTo(greatest) <= 0;
  }

  /// How signatures call it.
  String word() {
    return word;
  }
}
