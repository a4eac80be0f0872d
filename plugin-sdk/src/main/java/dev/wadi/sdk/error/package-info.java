/// What a user can fix is a {@link dev.wadi.sdk.error.WadiException} with a code, a position where
/// there is SQL, what was expected and what to do next. Everything else that is thrown is our own
/// bug and is reported as {@link dev.wadi.sdk.error.ErrorCode#INTERNAL} at the program's edge.
///
/// To add an error: a constant in {@link dev.wadi.sdk.error.ErrorCode} with its texts, and one way
/// to provoke it in the server's `errors.txt`, of which `docs/errors.md` is made.
package dev.wadi.sdk.error;
