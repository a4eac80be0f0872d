package dev.wadi.planner;

import org.apache.arrow.vector.types.pojo.Schema;

/// A script whose parameters have no values yet.
///
/// @param shape how it is planned for some values: what kind of rows it has, whether it ends; not
///   to be run
/// @param parameters one field each, in the order of the `?`
public record PreparedScript(PlannedScript shape, Schema parameters) {}
