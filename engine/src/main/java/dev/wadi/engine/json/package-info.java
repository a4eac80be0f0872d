/// JSON as text that is read where it lies: {@link dev.wadi.engine.json.JsonText} is a value,
/// {@link dev.wadi.engine.json.JsonText#find} goes to a part of it by {@link
/// dev.wadi.engine.json.JsonStep}s, and what is found is again a piece of the same text. Nothing is
/// built on the way. Only {@link dev.wadi.engine.json.JsonPath}, which may find many parts, reads a
/// document into a tree first.
///
/// Text that is no JSON is not an error here: nothing is found in it. It is read only as far as
/// needed, so what is wrong behind the part that was asked for goes unnoticed; {@link
/// dev.wadi.engine.json.JsonText#isValid} reads all of it.
package dev.wadi.engine.json;
