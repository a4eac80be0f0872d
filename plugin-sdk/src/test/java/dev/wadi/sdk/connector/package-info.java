/// Tests of what connectors get.
package dev.wadi.sdk.connector;
