/// Tests of JSON texts, against a tree that a library reads.
package dev.wadi.engine.json;
