package dev.wadi.connectors.redis;
