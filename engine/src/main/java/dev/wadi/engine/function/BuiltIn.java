package dev.wadi.engine.function;

import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a static method a function of SQL.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface BuiltIn {
  /// The name in SQL, lower case; then its synonyms.
  String[] names();

  /// One sentence or two for the manual, about all overloads of the name; overloads after the first
  /// leave it out.
  String description() default "";

  /// How it is called, where that is not with its arguments between commas.
  String syntax() default "";

  /// A call over constants.
  String example();

  /// What the example gives, as text.
  String result();

  /// Whether any null argument makes the result null, or the method sees nulls.
  NullHandling nulls() default NullHandling.STRICT;

  /// Whether the method may return null although no argument is null.
  boolean nullable() default false;

  /// Whether a timestamp that it returns has nanoseconds.
  boolean nanos() default false;

  Volatility volatility() default Volatility.IMMUTABLE;
}
