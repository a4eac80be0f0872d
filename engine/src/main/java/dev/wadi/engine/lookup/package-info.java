/// Lookup joins: {@link dev.wadi.engine.lookup.LookupJoinOperator} asks another system for the rows
/// of the keys that come, a batch of distinct ones at a time, and keeps the answers ({@link
/// dev.wadi.engine.lookup.KeptAnswers}) as long as they are fresh and there is room. What it keeps
/// is no state: after a restore it asks again.
package dev.wadi.engine.lookup;
