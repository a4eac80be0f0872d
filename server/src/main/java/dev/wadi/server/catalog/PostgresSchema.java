package dev.wadi.server.catalog;

import java.util.List;

/// The catalog's tables in PostgreSQL. What orders rows that have the same time has the name that
/// SQLite gives it, `rowid`.
final class PostgresSchema {
  static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE plugins (
                sha256 TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                module BYTEA NOT NULL,
                created_at BIGINT NOT NULL,
                grants TEXT NOT NULL,
                rowid BIGINT GENERATED ALWAYS AS IDENTITY)
              """,
              """
              CREATE TABLE pipelines (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                query TEXT NOT NULL,
                parallelism INTEGER NOT NULL,
                created_at BIGINT NOT NULL,
                pinned INTEGER NOT NULL DEFAULT 0,
                owner TEXT NOT NULL,
                rowid BIGINT GENERATED ALWAYS AS IDENTITY)
              """,
              """
              CREATE TABLE jobs (
                id TEXT PRIMARY KEY,
                pipeline_id TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
                state TEXT NOT NULL,
                started_at BIGINT NOT NULL,
                finished_at BIGINT,
                error_code TEXT,
                error_message TEXT,
                error_line INTEGER,
                error_column INTEGER,
                error_hint TEXT,
                rowid BIGINT GENERATED ALWAYS AS IDENTITY)
              """,
              "CREATE INDEX jobs_of_pipeline ON jobs (pipeline_id, started_at)",
              """
              CREATE TABLE connection_tables (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                sql TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                rowid BIGINT GENERATED ALWAYS AS IDENTITY)
              """,
              """
              CREATE TABLE pinned_plugins (
                pipeline_id TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                sha256 TEXT NOT NULL REFERENCES plugins (sha256),
                PRIMARY KEY (pipeline_id, position))
              """,
              "CREATE INDEX pipelines_of_plugin ON pinned_plugins (sha256)",
              """
              CREATE TABLE tokens (
                name TEXT PRIMARY KEY,
                role TEXT NOT NULL,
                hash TEXT NOT NULL UNIQUE,
                created_at BIGINT NOT NULL,
                expires_at BIGINT,
                rowid BIGINT GENERATED ALWAYS AS IDENTITY)
              """,
              """
              CREATE TABLE audit (
                id BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
                at BIGINT NOT NULL,
                caller TEXT NOT NULL,
                role TEXT NOT NULL,
                address TEXT NOT NULL,
                method TEXT NOT NULL,
                path TEXT NOT NULL,
                status INTEGER NOT NULL)
              """,
              """
              CREATE TABLE connection_profiles (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                connector TEXT NOT NULL,
                options TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                rowid BIGINT GENERATED ALWAYS AS IDENTITY)
              """,
              """
              CREATE TABLE upgrades (
                pipeline_id TEXT PRIMARY KEY REFERENCES pipelines (id) ON DELETE CASCADE,
                plugin TEXT NOT NULL,
                from_sha256 TEXT NOT NULL,
                to_sha256 TEXT NOT NULL,
                pinned_before TEXT NOT NULL,
                epoch BIGINT NOT NULL,
                state TEXT NOT NULL,
                started_at BIGINT NOT NULL,
                finished_at BIGINT,
                error_code TEXT,
                error_message TEXT,
                error_hint TEXT)
              """,
              """
              CREATE TABLE answers (
                caller TEXT NOT NULL,
                idempotency_key TEXT NOT NULL,
                at BIGINT NOT NULL,
                answer TEXT NOT NULL,
                rowid BIGINT GENERATED ALWAYS AS IDENTITY,
                PRIMARY KEY (caller, idempotency_key))
              """),
          // How often a pipeline saves its state, if not as its SQL says.
          List.of("ALTER TABLE pipelines ADD COLUMN checkpoint_interval_micros BIGINT"),
          // The servers that share the catalog, and whose the pipelines are.
          List.of(
              """
              CREATE TABLE servers (
                id TEXT PRIMARY KEY,
                url TEXT NOT NULL,
                beats BIGINT NOT NULL)
              """,
              """
              CREATE TABLE owners (
                pipeline_id TEXT PRIMARY KEY REFERENCES pipelines (id) ON DELETE CASCADE,
                server_id TEXT NOT NULL,
                term BIGINT NOT NULL)
              """),
          // Where they answer gRPC; 0 for those of versions before.
          List.of("ALTER TABLE servers ADD COLUMN grpc_port INTEGER NOT NULL DEFAULT 0"));

  private PostgresSchema() {}
}
