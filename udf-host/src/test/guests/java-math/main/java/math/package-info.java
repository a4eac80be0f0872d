/// A plugin for tests of what the SDK for Java computes.
package math;
