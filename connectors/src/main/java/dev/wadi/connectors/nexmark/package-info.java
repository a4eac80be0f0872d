/// Nexmark: the auction site that streaming systems are measured with (Tucker, Tufte, Papadimos and
/// Maier 2002, in the form that Apache Beam gave it).
///
/// Events are numbered from 0. Of each 50, the first is a new person, the next three are new
/// auctions, the other 46 are bids; most bids go to a few hot auctions and come from a few hot
/// bidders. Every value of an event is a pure function of the seed and the event's number ({@link
/// dev.wadi.connectors.nexmark.Draw}), so a query that needs two columns costs two columns, and a
/// source can be divided and restored at will.
///
/// Event time starts at 2015-07-15T00:00:00 and advances by one second per `event_rate` events; per
/// 10,000 when events come as fast as possible. Option `table` chooses one kind of events with flat
/// columns; without it a row is an event with a struct column per kind, as in Arroyo, of which one
/// is not null.
///
/// {@link dev.wadi.connectors.nexmark.NexmarkConnector} checks the options, {@link
/// dev.wadi.connectors.nexmark.Entity} knows the columns, {@link
/// dev.wadi.connectors.nexmark.EventNumbers} which events a split has, and `BidColumns`,
/// `AuctionColumns` and `PersonColumns` make the values.
package dev.wadi.connectors.nexmark;
