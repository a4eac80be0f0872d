/// Topics of Apache Kafka.
///
/// A partition is a split; one consumer, {@link dev.wadi.connectors.kafka.PartitionFetcher}, reads
/// all of a subtask. Where a partition is read on stands in checkpoints, never in Kafka; a consumer
/// group is only told, so that people see the lag.
///
/// What is written exactly once goes through a transaction per subtask and checkpoint ({@link
/// dev.wadi.connectors.kafka.TransactionalWriter}), which whoever reads the checkpoint can commit
/// ({@link dev.wadi.connectors.kafka.Transactions}).
package dev.wadi.connectors.kafka;
