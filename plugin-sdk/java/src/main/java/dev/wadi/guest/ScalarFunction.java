package dev.wadi.guest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A static method that SQL can call: `greatCircle` as `great_circle(...)`.
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface ScalarFunction {
  /// Whether the result may differ between two calls with the same arguments.
  boolean isVolatile() default false;
}
