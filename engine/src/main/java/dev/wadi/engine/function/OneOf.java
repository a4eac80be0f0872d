package dev.wadi.engine.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A text that is one of a few names, in any case. Constants are checked when a query is planned.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface OneOf {
  String[] value();

  /// Whether a name may have an `s` at its end.
  boolean plural() default false;
}
