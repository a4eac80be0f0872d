/// The unit that flows between operators: a {@link dev.wadi.sdk.batch.Batch} of Arrow columns.
///
/// A {@link dev.wadi.sdk.batch.Column} is one Arrow vector with a reference count; a batch holds
/// columns, a row count, and optionally a {@link dev.wadi.sdk.batch.Selection} of the rows that
/// still count. All memory comes from one {@link dev.wadi.sdk.batch.MemoryScope} per execution,
/// which frees whatever is left when the execution ends, however it ends.
///
/// Ownership: whoever holds a batch owns one reference and must either release it or hand it on. A
/// batch is immutable once it has been handed on.
package dev.wadi.sdk.batch;
