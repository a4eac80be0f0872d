// What functions of a Wadi plugin can use. The types below are names for SQL's types: `Date` in a
// signature is a DATE, and an i32 everywhere else.

export { fail, nothing } from "./outcome";
export { Level, Request, Response, count, get, log, observe, post, send } from "./host";
export { Change, Column, NoOptions, Row, Writer } from "./sink";

/** DATE: days since 1970-01-01. */
export type Date = i32;
/** TIME: microseconds since midnight. */
export type Time = i64;
/** TIMESTAMP: microseconds since 1970-01-01, without time zone. */
export type Timestamp = i64;
/** TIMESTAMP WITH TIME ZONE: microseconds since 1970-01-01 UTC. */
export type TimestampUtc = i64;
/** TIMESTAMP(9): nanoseconds since 1970-01-01, without time zone. */
export type TimestampNanos = i64;
/** INTERVAL of days and smaller units: microseconds. */
export type Duration = i64;
/** INTERVAL of years and months: months. */
export type Months = i32;
/** JSON: the text of a document. */
export type Json = string;

/** As the last argument: any number of arguments of a type, perhaps none. */
export type Rest<T> = Array<T>;
/** As a result: a table, with a row for each of these objects. */
export type Rows<T> = Array<T>;

/** A number that may be null is a `Box<i64> | null`. */
export class Box<T> {
  constructor(public value: T) {}
}
