package dev.wadi.planner.resolve;

import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/// What Calcite's rules may know about the rows of a node: nothing of what conditions say about
/// them. Finding that out takes long, and fails where something is compared with NULL.
final class NoPredicates extends RelMetadataQuery {
  @Override
  public RelOptPredicateList getPulledUpPredicates(RelNode node) {
    return RelOptPredicateList.EMPTY;
  }
}
