package dev.wadi.engine.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An argument of any type, cast to text.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface AsText {}
