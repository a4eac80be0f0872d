package dev.wadi.guest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The class whose static methods are the functions of a plugin: those with {@link ScalarFunction}.
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface WadiPlugin {
  /// Letters, digits, `_` and `-`, beginning with a letter; all lower case.
  String name();

  String version() default "";
}
