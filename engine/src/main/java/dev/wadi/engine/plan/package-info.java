/// What a pipeline does, as data: sealed records that the planner makes and that travel to each
/// member as bytes ({@link dev.wadi.engine.plan.PlanCodec}). No Calcite, no Jet, no lambdas.
///
/// To add an operator: a record here, then follow the compiler to the exhaustive switch in {@link
/// dev.wadi.engine.dataflow.Dataflow}.
package dev.wadi.engine.plan;
