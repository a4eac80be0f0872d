/// A registry of schemas as Confluent's speaks HTTP, which Karapace, Apicurio and Redpanda speak,
/// too.
///
/// {@link dev.wadi.connectors.registry.SchemaRegistry} asks for schemas and registers them; {@link
/// dev.wadi.connectors.registry.RegistryOptions} is what a table says of it. What schemas mean is
/// their format's business.
package dev.wadi.connectors.registry;
