/// Tests against a broker in this process.
package dev.wadi.connectors.kafka;
