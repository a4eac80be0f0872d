/// Redis, and servers that speak its protocol: rows as JSON values that are looked up by key, or
/// written as strings, list items or hash fields.
///
/// {@link dev.wadi.connectors.redis.RedisServer} is where the server is, {@link
/// dev.wadi.connectors.redis.RedisTarget} where a row goes. A writer sends a batch's commands in
/// one go, and a lookup all of its keys.
package dev.wadi.connectors.redis;
