/// Scalar expressions as data: sealed records that travel inside a plan. Types are Arrow fields
/// whose names mean nothing. How an expression is computed is the business of {@link
/// dev.wadi.engine.evaluation}.
package dev.wadi.engine.expression;
