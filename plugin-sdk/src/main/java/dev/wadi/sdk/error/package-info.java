/// What a user can fix is a {@link dev.wadi.sdk.error.WadiException} with a code, a position where
/// there is SQL, what was expected and what to do next. Everything else that is thrown is our own
/// bug and is reported as {@link dev.wadi.sdk.error.ErrorCode#INTERNAL} at the program's edge.
///
/// To add an error: one line in {@link dev.wadi.sdk.error.ErrorCode}, and a test that provokes it.
package dev.wadi.sdk.error;
