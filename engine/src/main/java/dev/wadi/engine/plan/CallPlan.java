package dev.wadi.engine.plan;

/// Nodes that call a function of a plugin for each row.
public sealed interface CallPlan extends Plan permits AsyncCall, TableFunctionCall {}
