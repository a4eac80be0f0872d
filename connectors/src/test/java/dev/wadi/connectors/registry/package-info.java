/// A registry that answers as it should, and one that does not.
package dev.wadi.connectors.registry;
