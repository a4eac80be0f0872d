/// What the tests of connectors share: the contracts that every source ({@link
/// dev.wadi.connectors.testing.SourceContract}) and every sink that writes files ({@link
/// dev.wadi.connectors.testing.FileSinkContract}) keep, reading tables as text ({@link
/// dev.wadi.connectors.testing.Reading}), rows of all types ({@link
/// dev.wadi.connectors.testing.AllTypes}), and a broker ({@link
/// dev.wadi.connectors.testing.KafkaBroker}).
package dev.wadi.connectors.testing;
