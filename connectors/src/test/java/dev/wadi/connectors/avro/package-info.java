/// What Avro's own library says of our datums, and we of its.
package dev.wadi.connectors.avro;
