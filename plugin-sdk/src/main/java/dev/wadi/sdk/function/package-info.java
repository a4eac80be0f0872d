/// Functions that are not built in: what the engine needs to know of one ({@link
/// dev.wadi.sdk.function.FunctionSignature}) and how it calls one ({@link
/// dev.wadi.sdk.function.ScalarFunction}, {@link dev.wadi.sdk.function.TableFunction}). The Wasm
/// host is the one implementation that ships; a test may bring its own.
package dev.wadi.sdk.function;
