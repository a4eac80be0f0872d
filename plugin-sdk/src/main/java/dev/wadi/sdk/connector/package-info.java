/// How rows enter and leave: the contract between the engine and an outside system.
///
/// A {@link dev.wadi.sdk.connector.Connector} is a name and a list of options. What it can do is a
/// type: one that also implements {@link dev.wadi.sdk.connector.CanRead} serves as a source, {@link
/// dev.wadi.sdk.connector.CanWrite} as a sink, {@link dev.wadi.sdk.connector.CanLookup} as the
/// right side of a lookup join; {@link dev.wadi.sdk.connector.HasMetadata} tells where a row came
/// from; tables of one that is {@link dev.wadi.sdk.connector.UsesPlugins} name formats of plugins,
/// and a {@link dev.wadi.sdk.connector.PluginConnector} lives in a plugin itself. Planning asks it
/// to check a {@link dev.wadi.sdk.connector.TableDefinition}; running opens a {@link
/// dev.wadi.sdk.connector.SplitReader} per split, and a {@link dev.wadi.sdk.connector.BatchWriter}
/// or a {@link dev.wadi.sdk.connector.Lookup} per subtask. A {@link
/// dev.wadi.sdk.connector.TwoPhaseSink} makes rows visible with the checkpoint that they belong to.
///
/// To add one: implement `CanRead`, `CanWrite` or `CanLookup` in a package of its own, add it to
/// the list of connectors, and run it through the contract test.
package dev.wadi.sdk.connector;
