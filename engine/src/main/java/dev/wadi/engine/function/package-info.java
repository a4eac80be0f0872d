/// Scalar functions that are built in: plain static Java methods, one value in for each argument
/// and one out, with a {@link dev.wadi.engine.function.BuiltIn} annotation that says how SQL calls
/// them. Names, argument types and the result's type are read from the method, so a function is one
/// place that carries its own manual page. The planner finds them in {@link
/// dev.wadi.engine.function.BuiltInFunctions}; {@link dev.wadi.engine.evaluation} calls them, row
/// by row but without boxes.
///
/// Values are: `boolean`, `int`, `long`, `float`, `double`, `String`, `byte[]`, `LocalDate`,
/// `LocalTime`, `LocalDateTime`, `Duration` (a day-time interval) and `Period` (a year-month
/// interval), {@link dev.wadi.engine.json.JsonText} and lists of these; as a result also boxed,
/// where it may be null. Text is counted in characters, that is code points, wherever something is
/// counted.
///
/// To add a function: a method in the class of its area, and the class in the list of {@link
/// dev.wadi.engine.function.BuiltInFunctions}, if it is not there. Overloads are several methods
/// with the same name in the annotation. Its example is run by a test and printed in the manual.
package dev.wadi.engine.function;
